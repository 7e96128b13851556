// SPDX-License-Identifier: Apache-2.0
// The whole model and engine. Left out, to be included by name: regulations/, data/ and interop/.
#pragma once

#include <myhao/base/decimal.hpp>
#include <myhao/base/error.hpp>
#include <myhao/base/finding.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/ids.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/base/label.hpp>
#include <myhao/base/ratio.hpp>
#include <myhao/base/table.hpp>
#include <myhao/time/date.hpp>
#include <myhao/time/period.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>
#include <myhao/sources/instrument.hpp>
#include <myhao/sources/origin.hpp>
#include <myhao/grades/level.hpp>
#include <myhao/grades/scale.hpp>
#include <myhao/grades/subject.hpp>
#include <myhao/grades/tally.hpp>
#include <myhao/rules/condition.hpp>
#include <myhao/rules/quota.hpp>
#include <myhao/rules/rule_book.hpp>
#include <myhao/rules/rule_check.hpp>
#include <myhao/rules/rule_parts.hpp>
#include <myhao/rules/rule_set.hpp>
#include <myhao/rules/truth.hpp>
#include <myhao/rules/vocabulary.hpp>
