"""The `prongsai` command: finds the subcommand; an error for people is one line and exit 2."""

import argparse
import atexit
import ctypes
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from importlib import import_module
from typing import Any, NoReturn

import prongsai
from prongsai.foundation.rules import SystemRefused, UserError, in_one_line

#: Subcommands, each a module of `prongsai.config.commands` that is loaded when it is called.
COMMANDS = {
    "score": "คิดคะแนน ระดับ ลำดับ และจุดอ่อนจากไฟล์ | scores, levels, ranks and weak points of files",
    "check": "ตรวจความสอดคล้องของข้อมูลและรายงานที่พิมพ์ | what contradicts itself in data and reports",
    "whatif": "ถ้าคะแนนข้อนี้เปลี่ยน ผลจะเป็นอย่างไร | what follows if some scores change",
    "tally": "นับคำตอบเป็นผลนับ | count answers",
    "template": "สร้างไฟล์ตัวอย่างสำหรับกรอกคะแนน | write a file to fill in",
    "simulate": "สร้างประเทศสมมติพร้อมคำตอบ | make up a nation with answers",
    "edition": "ดู ตรวจ และเทียบกรอบการประเมินรายปี | list, show, check and compare editions",
    "report": "เขียนรายงานวิเคราะห์เป็น PDF, DOCX, XLSX, HTML | write the analysis report",
    "import": "เก็บผลจากไฟล์ไว้ในฐานข้อมูลและเผยแพร่ | keep the results of files and publish them",
    "runs": "ดู เผยแพร่ หรือถอนผลคะแนนที่เก็บไว้ | list, publish or withdraw kept results",
    "agencies": "นำเข้าและส่งออกรายชื่อหน่วยงาน | import and export agencies",
    "rounds": "วางแผน เปิด และปิดรอบการประเมิน | plan, open and close rounds",
    "gates": "เปิด ดู และปิดทางเข้าแบบสอบถามของหน่วยงาน | open, list and close the ways in",
    "reviews": "จับสลากและดูผู้ตรวจประเมิน OIT | draw and list evaluators of disclosures",
    "interviews": "กำหนดและดูโควตาการสัมภาษณ์ | set and list quotas of interviews",
    "handouts": "พิมพ์โปสเตอร์และสลิปของทางเข้า | print posters and slips of ways in",
    "answers": "ดูคุณภาพ ส่งออก และนำเข้าคำตอบของรอบ | quality, export and import of a round's answers",
    "disclosures": "ดู ส่งออก และนำเข้าแบบตรวจ OIT | list, export and import a disclosure checklist",
    "captures": "เก็บ ตรวจ และส่งออกสำเนาของลิงก์ที่เปิดเผย | capture, verify, export disclosed links",
    "plans": "จัดทำ อนุมัติ และติดตามแผนปรับปรุง | draw up, approve and follow improvement plans",
    "issue": "ส่ง อนุมัติ และเผยแพร่รายงานของแผน | send, approve and publish reports of plans",
    "audit": "ตรวจว่าบันทึกการเปลี่ยนแปลงไม่ถูกแก้ | verify the audit trail",
    "createadmin": "สร้างบัญชีผู้ดูแลระบบกลาง | make an account of a central administrator",
    "people": "ดูบัญชี ให้และถอนบทบาท | list accounts, grant and revoke roles",
    "serve": "เปิดเว็บไซต์ | run the web site",
    "worker": "ทำงานเบื้องหลังที่สั่งไว้บนเว็บไซต์ | do what was asked for in the background",
    "jobs": "ดูงานเบื้องหลัง | list background work",
    "demo": "เปิดเว็บไซต์ตัวอย่างพร้อมข้อมูลในคำสั่งเดียว | a whole site with data, with one command",
}
#: Those whose module cannot have their name, and those that need the site to be ready first.
_MODULES = {"import": "keep"}
_OF_SITE = {
    *(
        "agencies",
        "answers",
        "audit",
        "captures",
        "createadmin",
        "disclosures",
        "gates",
        "handouts",
        "import",
        "interviews",
        "issue",
        "jobs",
        "people",
        "plans",
        "reviews",
        "rounds",
        "runs",
        "serve",
        "worker",
    ),
}
_SITE = "prongsai.config.site"
#: Those that read files and end: the modules loaded by then live as long as they do.
_OF_FILES = {"check", "score", "tally", "whatif"}
#: M_MMAP_THRESHOLD, M_TRIM_THRESHOLD, M_TOP_PAD of malloc.h, in bytes.
_KEEPING = {-3: 1 << 30, -1: 1 << 30, -2: 1 << 26}
USER_ERROR, INTERRUPTED = 2, 130


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line with the remedy."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, and where help is."""
        text = f"{message} | ดูวิธีใช้: {self.prog} --help | See: {self.prog} --help [USAGE-001]"
        self.exit(USER_ERROR, f"{in_one_line(text)}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code: 0 done, 1 findings or faults, 2 an error."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser()
    name = parser.parse_args(given[:1]).command
    if name is None:
        parser.print_help()
        return 0
    # NumPy's library for matrices, of which we have none, keeps threads busy with waiting.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        return _run(name, given[1:], is_alone=arguments is None)
    except UserError as error:
        print(error, file=sys.stderr)
        return USER_ERROR
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing more to say, and no traceback.
        _drop_output()
        return 0
    except OSError as error:
        print(SystemRefused(why=error.strerror, file=error.filename or "-"), file=sys.stderr)
        _drop_output()
        return USER_ERROR


def _run(name: str, given: list[str], *, is_alone: bool) -> int:
    guard: AbstractContextManager[None] = nullcontext()
    if name in _OF_SITE:
        site = import_module(_SITE)
        site.introduce_site() if {"-h", "--help"} & set(given) else site.prepare_site()
        guard = site.refusing_what_no_table_keeps()
    command = command_module(name)
    if is_alone and name in _OF_FILES:
        gc.freeze()  # no search for garbage among what will never be any
        _keep_memory()
    with guard:
        code = int(command.run(command_parser(name, command).parse_args(given)))
    sys.stdout.flush()
    if is_alone and name in _OF_FILES:
        _leave(code)
    return code


def _keep_memory() -> None:
    """Let glibc keep what is freed: giving it back halts all threads, and soon all is given."""
    with suppress(AttributeError, OSError, TypeError):  # another library
        for option, number in _KEEPING.items():
            ctypes.CDLL(None).mallopt(option, number)


def _leave(code: int) -> NoReturn:
    """End at once: memory given back piece by piece takes as long as a table to write."""
    atexit._run_exitfuncs()  # noqa: SLF001 - what others asked for; Python has no other door to it
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def command_module(name: str) -> Any:
    """Return the module of a subcommand."""
    return import_module(f"prongsai.config.commands.{_MODULES.get(name, name)}")


def _drop_output() -> None:
    """Let what is still to be written out go nowhere, so that nothing fails at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> Parser:
    listing = "\n".join(f"  {name:12}{text}" for name, text in COMMANDS.items())
    parser = Parser(
        prog="prongsai",
        description="โปร่งใส: การประเมินคุณธรรมและความโปร่งใส | integrity and transparency assessment",
        epilog=f"คำสั่ง | commands:\n{listing}\n\n  prongsai COMMAND --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"prongsai {prongsai.__version__}")
    parser.add_argument("command", nargs="?", choices=COMMANDS, metavar="COMMAND")
    return parser


def command_parser(name: str, command: Any) -> Parser:
    """Return the parser of one subcommand's own arguments."""
    parser = Parser(
        prog=f"prongsai {name}",
        description=f"{COMMANDS[name]}\n\n{command.__doc__}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_arguments(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
