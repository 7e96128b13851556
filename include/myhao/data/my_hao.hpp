// SPDX-License-Identifier: Apache-2.0
// All that is shipped of Mỹ Hào: its history, its year 2020, and the figures of other years.
#pragma once

#include <myhao/data/instruments.hpp>
#include <myhao/data/my_hao_bodies.hpp>
#include <myhao/data/my_hao_earlier.hpp>
#include <myhao/data/my_hao_history.hpp>
#include <myhao/data/my_hao_report.hpp>
#include <myhao/data/my_hao_terms.hpp>
