"""Background jobs on the terminal."""

from django.utils.timezone import localtime

from prongsai.config.terminal.drawing import Pen
from prongsai.foundation.queries.jobs import JobSeen
from prongsai.methodology.wording import Text


def show(jobs: list[JobSeen], is_worked: bool, language: str) -> None:  # noqa: FBT001
    """List jobs, the latest first; say when nobody does them."""
    pen = Pen(language)
    if not is_worked:
        pen.say(
            Text(
                "ขณะนี้ไม่มีผู้ทำงานเบื้องหลัง เริ่มด้วย prongsai worker",
                "Nobody does background work now: start `prongsai worker`.",
            )
        )
    if not jobs:
        pen.say(Text("ยังไม่มีงานเบื้องหลัง", "There are no background jobs."))
        return
    pen.table(
        (Text("สั่งเมื่อ", "asked"), "fixed"),
        (Text("งาน", "job"), "left"),
        (Text("เรื่อง", "about"), "fixed"),
        (Text("สถานะ", "state"), "fixed"),
        (Text("ผู้สั่ง", "by"), "fixed"),
        (Text("ข้อความ", "words"), "left"),
        rows=[
            [
                f"{localtime(job.asked_at):%Y-%m-%d %H:%M}",
                pen.word(job.name),
                job.subject,
                pen.word(job.state_name),
                job.asked_by_name,
                pen.word(job.error if job.has_ended else job.step),
            ]
            for job in jobs
        ],
    )
