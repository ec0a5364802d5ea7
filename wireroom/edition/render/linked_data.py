"""An article as schema.org NewsArticle, in JSON for a script element. Says what the page says and nothing more.

Source: schema.org NewsArticle, CorrectionComment, CreativeWork (backstory, isBasedOn), Quotation.
"""

from wireroom.edition.render.escaping import Safe, script_json
from wireroom.edition.render.furniture import Furniture
from wireroom.edition.render.said import quotations_data
from wireroom.edition.render.wording import Line
from wireroom.edition.values import ArticleView


def linked_data(
    view: ArticleView, furniture: Furniture, *, description: str, short: tuple[Line, ...], made: tuple[Line, ...]
) -> Safe:
    """JSON-LD of the article: the disclosure's `short` lines as its status, all that was `made` as its backstory."""
    site, dates, wording = furniture.site, furniture.dates, furniture.wording
    source = {"@type": "NewsMediaOrganization", "name": view.provider_name}
    if view.provider_url:
        source["url"] = view.provider_url
    based_on = {"@type": "CreativeWork", "name": view.headline, "publisher": source}
    translated = next((point.text for point in view.disclosure.full if point.key == "translated"), None)
    written = next((point.at for point in view.disclosure.full if point.key == "source_time"), None)
    based_on["inLanguage"] = translated or view.language
    if view.original_url:
        based_on["url"] = view.original_url
    if written:
        based_on["datePublished"] = dates.iso(written)
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": view.guid,
        "identifier": view.guid,
        "url": furniture.absolute(view.url),
        "mainEntityOfPage": view.canonical_absolute,
        "headline": view.headline,
        "inLanguage": view.language,
        "datePublished": dates.iso(view.published),
        "dateModified": dates.iso(view.updated),
        "author": {"@type": "Person", "name": view.byline} if view.byline else source,
        "publisher": {"@type": "NewsMediaOrganization", "name": site.name, "url": f"{site.base_url}/"},
        "sourceOrganization": source,
        "isBasedOn": based_on,
        "creditText": view.credit or view.provider_name,
        "copyrightHolder": {"@type": "Organization", "name": view.copyright_holder or view.provider_name},
        "isAccessibleForFree": True,
        "creativeWorkStatus": wording.join(short),
        "backstory": {
            "@type": "CreativeWork",
            "name": wording.catalog.gettext("How this page was made"),
            "text": " ".join(line.text for line in made if not line.url),
            "hasPart": [
                {"@type": "CreativeWork", "identifier": line.key, "text": line.text}
                | ({"temporal": line.iso} if line.iso else {})
                | ({"url": line.url} if line.url else {})
                for line in made
            ],
        },
    }
    if view.section:
        article["articleSection"] = view.section.label
    if view.subjects:
        article["keywords"] = list(view.subjects)
    if view.words:
        article["wordCount"] = view.words
    if view.copyright_notice:
        article["copyrightNotice"] = view.copyright_notice
    if view.dateline:
        article["dateline"] = view.dateline
    if description:
        article["description"] = description
    if view.picture and view.picture.sources:
        largest = view.picture.sources[-1]
        image = {
            "@type": "ImageObject",
            "url": furniture.absolute(largest.url),
            "width": largest.width,
            "height": largest.height,
        }
        if view.picture.caption:
            image["caption"] = view.picture.caption
        if view.picture.credit:
            image["creditText"] = view.picture.credit
        article["image"] = image
    if view.corrections:
        article["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": wording.correction_text(correction),
                "datePublished": dates.iso(correction.at),
            }
            for correction in view.corrections
        ]
    if quotations := quotations_data(view.said):
        article["hasPart"] = quotations
    if view.comments:
        article["commentCount"] = len(view.comments)
    return script_json(article)
