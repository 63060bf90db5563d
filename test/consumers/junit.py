"""Reads a JUnit report with junitparser and prints each test with its result."""
import sys
from junitparser import JUnitXml

for suite in JUnitXml.fromfile(sys.argv[1]):
    for case in suite:
        print(f"{case.classname}: {case.name}: {[type(one).__name__ for one in case.result]}")
