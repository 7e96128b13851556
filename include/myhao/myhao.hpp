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
#include <myhao/time/date.hpp>
#include <myhao/time/period.hpp>
