"""What the made parts of docs/reference/ say in words of their own."""

from prongsai.config.main import USER_ERROR
from prongsai.foundation.queries import DEFAULT_FRAMEWORK

HOME_IS_FOR = """\
Folder of the program's own data: the database that comes along with its log, the site's secret,
static files, reports that were made. Its name must be short, because PostgreSQL's socket lies
in it. Scoring, checking and counting files need no such folder."""
DATABASE_IS_FOR = """\
Your own PostgreSQL, as `postgres://USER:PASSWORD@HOST:PORT/NAME`. When it is not set, the
database that comes along is used. No other kind of database is accepted."""
FRAMEWORKS_ARE_FOR = """\
Your own folders of editions, separated as in `PATH`; the same as `--frameworks`, which comes
first. An edition of yours hides a shipped one of the same name."""
SPARK_MASTER_IS_FOR = """\
Your Spark cluster, such as `spark://HOST:PORT` or `yarn`, for `--engine spark`. `SPARK_REMOTE`
comes first."""
JAVA_HOME_IS_FOR = """\
The Java that Spark runs on. A Java that Spark cannot use is passed over for the one that the
extra `spark` brings."""
KEY_IS_FOR = """\
Long random text that the web pages sign with. The first command that needs it makes one and
keeps it in `PRONGSAI_HOME`; set it when several machines serve one site."""
PER_ADDRESS_IS_FOR = """\
How many sheets a minute an open link takes from one network address in each process; three
minutes' worth may come at once. More need a proof that the browser works out, or patience. `0` is
no limit."""
#: Environment variables, what they are for, and their defaults; all that are read stand here.
SETTINGS = {
    "PRONGSAI_HOME": (
        HOME_IS_FOR,
        "`/var/lib/prongsai` for root, else `$XDG_DATA_HOME/prongsai`",
    ),
    "XDG_DATA_HOME": (
        "Where an account's data are kept; asked only when `PRONGSAI_HOME` is not set.",
        "`~/.local/share`",
    ),
    "DATABASE_URL": (DATABASE_IS_FOR, "not set"),
    "PRONGSAI_FRAMEWORKS": (FRAMEWORKS_ARE_FOR, "not set"),
    "SPARK_REMOTE": (
        "Your Spark Connect server, as `sc://HOST:PORT`, for `--engine spark`.",
        "not set",
    ),
    "SPARK_MASTER": (SPARK_MASTER_IS_FOR, "Spark inside the process"),
    "JAVA_HOME": (JAVA_HOME_IS_FOR, "the machine's own Java, else the one that comes along"),
    "SECRET_KEY": (KEY_IS_FOR, "not set"),
    "ALLOWED_HOSTS": (
        "Names under which the web pages may be called, separated by commas.",
        "`localhost`, `127.0.0.1`, `[::1]`",
    ),
    "PRONGSAI_FONTS": (
        "A folder with TH Sarabun New (regular and bold), for reports; the same as `--fonts`.",
        "Sarabun, which comes along",
    ),
    "NOTICE": (
        "A sentence above every page; Thai and English are separated by ` | `.",
        "none",
    ),
    "SECURE_COOKIES": (
        "`true` where https stands in front: cookies go no other way, links in mails say https.",
        "`false`",
    ),
    "TRUSTED_PROXIES": (
        "How many servers in front add to `X-Forwarded-For`; limits on attempts count by it.",
        "`0`",
    ),
    "ANSWERS_PER_ADDRESS": (
        PER_ADDRESS_IS_FOR,
        "`20`",
    ),
    "ANSWERS_PER_LINK": (
        "The same for one open link from all addresses together.",
        "`300`",
    ),
    "ANSWERS_PROOF_BITS": (
        "How hard that proof is; each more doubles it. 20 takes a telephone half a minute, unseen.",
        "`20`",
    ),
    "CAPTURE_MEBIBYTES": ("How much of a disclosed page or file is kept, in MiB.", "`20`"),
    "CAPTURE_SECONDS": ("How long a disclosed link may take to open, with its redirects.", "`30`"),
    "CAPTURE_AT_ONCE": (
        "How many links are open at once; to one site never more than two.",
        "`100`",
    ),
    "CAPTURE_TURN": (
        "Seconds of every ten minutes in which the worker opens links, and again draws them.",
        "`60`",
    ),
    "CAPTURE_ALLOW": (
        "Addresses that may be opened though they are not public: `10.1.2.3:80,[fd00::1]:443`.",
        "empty",
    ),
    "CAPTURE_BROWSER": (
        "The browser that makes screenshots of copies, a path or a name; `none` for none.",
        "`chromium`, `chromium-browser` or `google-chrome` on the `PATH`",
    ),
    "STAMP_URL": (
        "Address of an authority that stamps the daily seal with its time (RFC 3161).",
        "not set: no stamps",
    ),
    "STAMP_CERTIFICATES": (
        "File with the certificates (PEM) that those of that authority must lead to.",
        "not set",
    ),
    "DATA_PUBLISHER": (
        "Who publishes the open data, for the catalogue; Thai and English are separated by ` | `.",
        "the name of the site",
    ),
    "DATA_LICENSE": (
        "Address of the licence of the open data, for the catalogue.",
        "`https://creativecommons.org/licenses/by/4.0/`",
    ),
    "SITE_ADDRESS": (
        "Where people reach the site, `https://ita.example.go.th`: for links in mails by night.",
        "empty: such mails name the page without the site",
    ),
    "EMAIL_URL": (
        "The mail server, as `smtp+tls://USER:PASSWORD@HOST:PORT`.",
        "mails are printed where the server runs",
    ),
    "EMAIL_FROM": ("Whom mails come from.", "`prongsai@localhost`"),
    "OIDC_NAME": ("What the other place to log in is called on the button.", "`OpenID Connect`"),
    "OIDC_ISSUER": (
        "Address of an OpenID Connect provider (ThaID, say); without it there is no button.",
        "not set",
    ),
    "OIDC_CLIENT_ID": ("What the provider knows this site as.", "not set"),
    "OIDC_SECRET": ("The secret that the provider gave this site.", "not set"),
    "DEBUG": ("Pages show what went wrong in detail. Never in production.", "`false`"),
}

ABOUT_COMMANDS = f"""\
# Commands

Every command answers `--help` with what stands here. Exit codes: 0 done; 1 something was found
(`check --strict`, `edition check`); {USER_ERROR} an error, told in one line with its remedy and a
[code](errors.md); 130 interrupted.

- `prongsai --help`: the list of commands
- `prongsai --version`: the version
"""
ABOUT_ERRORS = f"""\
# Errors

An error that people can do something about says what happened and what to do, in Thai and
English, with a code to quote. At the command line it is one line and exit code {USER_ERROR};
`status` is the HTTP status that pages and the API answer with. `%(name)s` is filled in. A call
that cannot be understood is answered in the same way, with the code `USAGE-001`."""
ABOUT_FINDINGS = """\
# Findings

`check` and `score` report what contradicts itself, and what they could not use. Each finding
has a rule, a severity, a sentence in both languages and, where one can be told, a proposed
correction. `error`: a figure is wrong or was not used; `warning`: the result stands, but should
be read with care. `check --strict` ends with exit code 1 when there is an error.

Findings about reports that were typed by hand say how sure they are: `certain`, they follow
from what is printed alone; `likely`, also from how words were read; `guess`, from words that are
alike.
"""
ABOUT_SETTINGS = """\
# Settings

Settings are environment variables; a file `.env` in the checkout serves a developer. Nothing
has to be set. What is set wrongly stops the process at start and is named.

The terminal's own variables count too: `COLUMNS` sets the width of tables where there is no
terminal, `NO_COLOR` turns colours off.
"""
ABOUT_EDITIONS = f"""\
# Shipped editions

The framework `{DEFAULT_FRAMEWORK}` is Thailand's Integrity and Transparency Assessment (ITA).
Years are Buddhist Era. *Answers* are what one person or evaluator marks: an item without parts,
or each part of an item. *Unconfirmed* counts the facts that nobody could confirm; see them with
`prongsai edition show EDITION --unconfirmed`. What each year changed stands in the `CHANGES.md`
beside the edition's files.
"""
ABOUT_ROOMS = """\
# Rooms

The package is divided into rooms, from top to bottom; each imports only what stands below it,
and a machine checks that. What each is for, in its own words:"""
