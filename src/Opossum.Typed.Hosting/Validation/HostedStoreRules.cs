using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Opossum.Typed.Hosting.Stores;

namespace Opossum.Typed.Hosting.Validation;

/// <summary>
/// What attributes can't say: paths, options that contradict each other, and what production must not run with. Looks at no disk.
/// </summary>
internal sealed class HostedStoreRules(IEnumerable<StoreRegistration> registrations, IHostEnvironment environment)
    : IValidateOptions<HostedStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, HostedStoreOptions options)
    {
        if (registrations.FirstOrDefault(registration => !registration.IsReadOnly && registration.Name == name) is not { } store)
            return ValidateOptionsResult.Skip;
        string?[] problems =
        [
            options.InMemory ? null : StorePath.ProblemOfRoot(store, options.RootPath),
            options.InMemory ? null : StorePath.ProblemOfName(store, options.StoreName),
            ProblemOfStrategy(store, options),
            ProblemOfTimeout(store, options),
            options.Access is not (StoreAccess.Owner or StoreAccess.OwnerAndGroup)
                ? $"{store.Place(nameof(options.Access))} is {(int)options.Access}; write one of the values that StoreAccess declares."
                : null,
            options.KeptStateBytes < 0
                ? $"{store.Place(nameof(options.KeptStateBytes))} is {options.KeptStateBytes}; "
                    + "write a number of bytes, or 0 to keep no state."
                : null,
            options.LockTimeout < TimeSpan.Zero && options.LockTimeout != Timeout.InfiniteTimeSpan
                ? $"{store.Place(nameof(options.LockTimeout))} is {options.LockTimeout}; write zero or more, such as 00:00:30, "
                    + "or -00:00:00.0010000 for no limit."
                : null,
            options.MinimumFreeBytes < 0
                ? $"{store.Place(nameof(options.MinimumFreeBytes))} is {options.MinimumFreeBytes}; "
                    + "write a number of bytes, or 0 to switch the check off."
                : null,
            ProductionGuard.Problem(store, options, environment),
        ];
        var failures = problems.OfType<string>().ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? ProblemOfStrategy(StoreRegistration store, HostedStoreOptions options) =>
        options is { FlushEventsImmediately: true, Flush: { } strategy }
            ? $"{store.Place(nameof(options.Flush))} is '{strategy}', but FlushEventsImmediately is true, so that it would have no "
                + "effect. Remove it; or, where a power cut may take back acknowledged events, "
                + $"set {store.Place(nameof(options.FlushEventsImmediately))} to false."
            : null;

    private static string? ProblemOfTimeout(StoreRegistration store, HostedStoreOptions options) =>
        options.DecisionTimeout < TimeSpan.Zero && options.DecisionTimeout != Timeout.InfiniteTimeSpan
            ? $"{store.Place(nameof(options.DecisionTimeout))} is {options.DecisionTimeout}; write zero or more, such as 00:00:10, "
                + "or -00:00:00.0010000 for no limit."
            : null;
}
