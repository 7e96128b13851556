// SPDX-License-Identifier: Apache-2.0
// Whether the tests are built with sanitizers, where random cases take twenty times as long and fewer must do.
#pragma once

#if defined(__SANITIZE_ADDRESS__)
#define MYHAO_TESTS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MYHAO_TESTS_SANITIZED 1
#endif
#endif
