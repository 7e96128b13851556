// SPDX-License-Identifier: Apache-2.0
// Something that is made when it is first asked for, and then kept: what many never ask for costs them nothing.
#pragma once

#include <atomic>
#include <memory>

namespace myhao::inline v0::detail {

/// Safe to share between threads: of two who ask at once each makes it, and one of both is kept.
template <class T>
class OnDemand {
public:
    OnDemand() = default;
    OnDemand(OnDemand&& other) noexcept : made_(other.made_.exchange(nullptr)) {}
    OnDemand& operator=(OnDemand&&) = delete;
    ~OnDemand() { delete made_.load(std::memory_order_acquire); }

    template <class Make>
    [[nodiscard]] const T& get(const Make& make) const {
        if (const T* const made = made_.load(std::memory_order_acquire)) return *made;
        std::unique_ptr<const T> mine(new T(make()));
        const T* other = nullptr;
        if (made_.compare_exchange_strong(other, mine.get(), std::memory_order_acq_rel, std::memory_order_acquire)) return *mine.release();
        return *other;
    }
    /// False for the first who wonders, as long as it is not made: whoever looks only once does better without.
    [[nodiscard]] bool is_due() const noexcept { return made_.load(std::memory_order_acquire) != nullptr || wanted_.exchange(true, std::memory_order_relaxed); }

private:
    mutable std::atomic<const T*> made_{nullptr};
    mutable std::atomic<bool> wanted_{false};
};

}  // namespace myhao::inline v0::detail
