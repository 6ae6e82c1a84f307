"""Jupyter's own test suite for kernels, run against ours."""

import unittest

import jupyter_kernel_test


class AetherCreatorKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "aethercreator"
    language_name = "java"
    file_extension = ".jshell"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": 'int answer = 42;\n"the answer is " + answer', "result": "the answer is 42"},
    ]
    code_display_data = [{"code": 'display("shown");', "mime": "text/plain"}]
    code_generate_error = 'throw new IllegalStateException("on purpose");'
    completion_samples = [
        {"text": "System.out.printl", "matches": {"println("}},
        {"text": "Math.sq", "matches": {"sqrt("}},
    ]
    complete_code_samples = ["1 + 1", "int x = 3;", "class A {}", "for (int i = 0; i < 3; i++) {}"]
    incomplete_code_samples = ["class A {", "int f() {", "1 +"]
    code_inspect_sample = "Math.max("
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 * 7"
    invalid_code_samples = ["int x == 3;", "}", "1 + ;"]


if __name__ == "__main__":
    unittest.main(verbosity=2)
