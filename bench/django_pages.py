"""The peer of bench/serve.py that makes every page at the request: a Django view over the same rows, by uvicorn.

    python bench/django_pages.py HOME PORT

The view finds the article by its address, reads its rows through the ORM and renders it with the same renderer, as a
site without an edition on disk would. Serves article pages and nothing else.
"""

import sys


def main() -> int:
    """Serves until it is stopped."""
    home, port = sys.argv[1:]
    from wireroom.runner.opening import open_newsroom

    newsroom = open_newsroom(home)
    import uvicorn
    from django.core.asgi import get_asgi_application
    from django.http import Http404, HttpRequest, HttpResponse
    from django.urls import path

    from wireroom.config import urls
    from wireroom.edge.disk import SiteDisk
    from wireroom.edition.gather import article_views, load_articles
    from wireroom.publishing.models import Article
    from wireroom.runner.works import open_press

    press = open_press(newsroom, SiteDisk(newsroom.site, newsroom.pictures))

    def article_page(request: HttpRequest, address: str) -> HttpResponse:
        found = Article.objects.filter(path=f"/{address}", state=Article.State.LIVE).values_list("id", flat=True)
        articles = load_articles(list(found))
        if not articles:
            raise Http404
        view = article_views(articles, press)[articles[0].id]
        return HttpResponse(press.renderer.article(view))

    urls.urlpatterns = [path("<path:address>", article_page)]
    uvicorn.run(get_asgi_application(), host="127.0.0.1", port=int(port), log_level="warning", lifespan="off")
    return 0


if __name__ == "__main__":
    sys.exit(main())
