"""`wireroom purge GUID`: erase an item's words and pictures everywhere, for the law; its address answers 410."""

import argparse
import sys

HELP = "erase an item's words and pictures everywhere, for the law"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("guid", help="the item's guid, or the address or key of its article")
    parser.add_argument("--reason", help="why; required, and kept")
    parser.add_argument("--provider", help="the provider, where several have the guid")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be erased")
    parser.add_argument("--yes", action="store_true", help="do not ask; what is erased cannot be brought back")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.core.errors import SettingError
    from wireroom.runner.opening import open_newsroom, start_log

    if not arguments.dry_run and not (arguments.reason or "").strip():
        raise SettingError("--reason: say why; it is all that will be left to explain it")
    newsroom = open_newsroom(arguments.home)
    start_log(plain=True)
    from wireroom.core.traces import trace_finder
    from wireroom.runner.progress import Counter
    from wireroom.runner.purging import plan_search
    from wireroom.runner.verbs import find_item
    from wireroom.runner.works import open_works

    item = find_item(arguments.guid, provider=arguments.provider)
    with open_works(newsroom) as works:
        job = plan_search(item)
        counter = Counter(sys.stderr, "searching received documents")
        if arguments.dry_run or not arguments.yes:
            _announce(works, item, job, counter)
        if arguments.dry_run:
            return 0
        if not arguments.yes and not _is_sure(item.guid):
            print("nothing was erased", file=sys.stderr)
            return 1
        holds = trace_finder(job.traces._replace(names=()))
        if not _carry_out(works, item, arguments.reason, counter):
            print(f"{item.guid}: not finished; repeat the command, or let wireroom run finish it", file=sys.stderr)
            return 1
        left = _still_saying(newsroom.site, holds, _address(item))
    _tell(newsroom, item)
    for path in left:
        print(f"{path}: still says it; is it another item's? purge that, too", file=sys.stderr)
    return int(bool(left))


def _announce(works, item, job, counter) -> None:
    """What would go, in lines."""
    from wireroom.comments.models import Comment, Complaint
    from wireroom.pictures.queries import pictures_only_of
    from wireroom.publishing.actions.purging import read_estate
    from wireroom.runner.purging import find_documents

    estate = read_estate(item)
    found = find_documents(works, job, progress=counter)
    counter.end()
    documents = [raw_hash for raw_hash in found if works.raw.exists(raw_hash)]
    comments = Comment.objects.filter(article__item=item).count()
    complaints = Complaint.objects.filter(article__item=item).count()
    headline = item.current.headline if item.current else ""
    print(f"{item.provider.name}: {item.guid}: {headline or 'without a headline'}")
    print(
        f"would be erased: the words of {estate.versions} versions, {estate.article_versions} published texts,"
        f" {estate.corrections} entries of the correction log, {estate.problems} problems, {comments} comments,"
        f" {complaints} complaints; {len(pictures_only_of(item.id))} pictures;"
        f" {len(documents)} received documents (of {len(job.certain) + len(job.doubtful)} looked at)"
    )
    print("would stay: guid, numbers, hashes, times, status, decisions, receipts, and the address, which answers 410")
    for guid in estate.advisories:
        print(f"a message about it has words of its own: wireroom purge {guid}")


def _is_sure(guid: str) -> bool:
    if not sys.stdin.isatty():
        print("nobody is there to ask: add --yes", file=sys.stderr)
        return False
    return input(f"Erase it for good? Type the guid ({guid}): ").strip() == guid


def _carry_out(works, item, reason: str, counter) -> bool:
    from wireroom.publishing.actions import By
    from wireroom.publishing.actions.purging import order_purge
    from wireroom.runner.loop import Loop
    from wireroom.runner.purging import SHELLS_TURN, finish_purges
    from wireroom.runner.verbs import ARTICLE_STEPS, who_types

    now = works.clock()
    order_purge(item, reason=reason, by=By(who_types()), now=now, due_at=now + SHELLS_TURN)
    loop = Loop(works)
    loop.finish_steps(ARTICLE_STEPS)
    done = finish_purges(works, progress=counter)
    counter.end()
    loop.finish_steps(ARTICLE_STEPS)
    return done


def _address(item) -> str:
    """Where the item was published: its address stays and may spell the headline."""
    from wireroom.publishing.models import Article

    return Article.objects.filter(item=item).values_list("path", flat=True).first() or ""


def _still_saying(site, holds, address: str) -> list[str]:
    """Files of the site that hold the words all the same, at most twenty."""
    from wireroom.runner.progress import Counter

    files = [path for path in site.rglob("*") if path.suffix in (".html", ".xml", ".rss", ".atom", ".json", ".txt")]
    counter, left = Counter(sys.stderr, "reading the site"), []
    for number, path in enumerate(files):
        counter(number, len(files))
        if path.is_file() and holds(_without(path.read_text("utf-8", "replace"), address)):
            left.append(str(path))
    counter.end()
    return left[:20]


def _without(text: str, address: str) -> str:
    return text.replace(address, "") if address else text


def _tell(newsroom, item) -> None:
    from wireroom.publishing.models import Article, Purge, Receipt

    purge = Purge.objects.filter(item=item).latest("id")
    article = Article.objects.filter(item=item).first()
    overdue = Receipt.objects.filter(article=article, at=None).count() if article else 0
    where = f"{newsroom.base_url}{article.path} answers 410" if article else "it was never published"
    late = f"; {overdue} surfaces still to come" if overdue else ""
    print(
        f"{item.guid}: purged: {purge.versions} versions, {purge.documents} received documents,"
        f" {purge.pictures} pictures; {where}{late}"
    )
