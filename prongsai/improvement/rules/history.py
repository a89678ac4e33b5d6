"""What the trail notes about measures, in words."""

from prongsai.methodology.wording import Text

#: Name of an event -> what a page says; of a state, what follows it is said by the state itself.
EVENTS = {
    "plan.measure_saved": Text("แก้ไขมาตรการ", "The measure was written or changed."),
    "plan.measure_state": Text("เปลี่ยนสถานะเป็น “%(state)s”", "Its state became “%(state)s”."),
    "plan.measure_done": Text(
        "ตัวนับถึงเป้าหมาย จึงเปลี่ยนเป็นดำเนินการแล้วโดยอัตโนมัติ",
        "Its counter reached the goal, which turned it done.",
    ),
    "plan.action_told": Text("รายงานการดำเนินการ", "An action was reported."),
    "plan.action_changed": Text("แก้ไขการดำเนินการ", "An action was changed."),
    "plan.outcome_told": Text("รายงานผลลัพธ์", "An outcome was reported."),
    "plan.outcome_changed": Text("แก้ไขผลลัพธ์", "An outcome was changed."),
    "plan.task_done": Text("รายงานงานว่าเสร็จ", "A task was reported as done."),
    "plan.task_reopened": Text("เปิดงานที่เคยรายงานว่าเสร็จอีกครั้ง", "A task was taken up again."),
    "plan.decision_taken_up": Text("เพิ่มขั้นตอนจากมติที่ประชุม", "A decision became a step."),
}
