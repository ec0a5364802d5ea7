"""Django's settings, all derived from the newsroom folder that WIREROOM_HOME names."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from wireroom.config.newsroom import Newsroom, home_folder, read_newsroom

_home = home_folder()
NEWSROOM = read_newsroom(_home) if (_home / "wireroom.toml").exists() else Newsroom(home=_home)


def _secret_key(home: Path) -> str:
    path = home / "secret.key"
    return path.read_text("ascii").strip() if path.exists() else secrets.token_urlsafe(50)


def _database(newsroom: Newsroom) -> dict:
    if not newsroom.database:
        return {
            "ENGINE": "wireroom.edge.sqlite",
            "NAME": str(newsroom.home / "wireroom.db"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 120,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
                " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
                # Every checkpoint waits for the disk twice: one each 16 MB, not each 4.
                " PRAGMA wal_autocheckpoint=4000;",
            },
        }
    address = urlsplit(newsroom.database)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.path.lstrip("/"),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or os.environ.get("WIREROOM_DATABASE_PASSWORD", "")),
        "HOST": address.hostname or "",
        "PORT": str(address.port or ""),
        # Closed with the request: each has a thread of its own, and nothing else would close what it leaves open.
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = _secret_key(_home)
DEBUG = False
ALLOWED_HOSTS = [urlsplit(NEWSROOM.base_url).hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]"]
DATABASES = {"default": _database(NEWSROOM)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "wireroom.config",
    "wireroom.accounts",
    "wireroom.tasks",
    "wireroom.wire",
    "wireroom.reading",
    "wireroom.stories",
    "wireroom.pictures",
    "wireroom.publishing",
    "wireroom.comments",
    "wireroom.searching",
    "wireroom.edition",
    "wireroom.destinations",
    "wireroom.public",
    "wireroom.desk",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "wireroom.config.urls"
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/desk/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/desk/login/"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
USE_TZ = True
TIME_ZONE = NEWSROOM.timezone
USE_I18N = True
LANGUAGE_CODE = NEWSROOM.default_language if NEWSROOM.default_language in ("en", "ja") else "en"
LANGUAGES = [("en", "English"), ("ja", "日本語")]
LOCALE_PATHS = [str(Path(__file__).resolve().parent.parent / "locale")]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = NEWSROOM.base_url.startswith("https://")
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/desk/"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_TRUSTED_ORIGINS = [NEWSROOM.base_url]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING_CONFIG = None
