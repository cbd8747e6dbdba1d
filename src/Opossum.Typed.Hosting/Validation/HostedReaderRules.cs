using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Opossum.Typed.Hosting.Stores;

namespace Opossum.Typed.Hosting.Validation;

/// <summary>Paths and times of a store that another process writes. Looks at no disk.</summary>
internal sealed class HostedReaderRules(IEnumerable<StoreRegistration> registrations, IHostEnvironment environment)
    : IValidateOptions<HostedReaderOptions>
{
    public ValidateOptionsResult Validate(string? name, HostedReaderOptions options)
    {
        if (registrations.FirstOrDefault(registration => registration.IsReadOnly && registration.Name == name) is not { } store)
            return ValidateOptionsResult.Skip;
        string?[] problems =
        [
            StorePath.ProblemOfRoot(store, options.RootPath),
            StorePath.ProblemOfName(store, options.StoreName),
            ProblemOfStates(store, options),
            options.WaitForStore < TimeSpan.Zero && options.WaitForStore != Timeout.InfiniteTimeSpan
                ? $"{store.Place(nameof(options.WaitForStore))} is {options.WaitForStore}; write zero or more, such as 00:00:30, "
                    + "or -00:00:00.0010000 for no limit."
                : null,
        ];
        var failures = problems.OfType<string>().ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>Whether it lies in the store is found out when it is opened; here it is a path, and not of another system.</summary>
    private string? ProblemOfStates(StoreRegistration store, HostedReaderOptions options)
    {
        if (options.StateDirectory is not { } states) return null;
        var place = store.Place(nameof(options.StateDirectory));
        if (string.IsNullOrWhiteSpace(states) || states.Contains('\0', StringComparison.Ordinal))
            return $"{place} is not a path. Write a directory for what this process keeps of the store, such as 'state', or leave it out.";
        return StorePath.IsOfWindows(states)
            ? $"{place} is '{states}', a path of Windows. Here it would be the name of a directory in {environment.ContentRootPath}. "
                + "Write a path with '/', such as '/var/lib/worker'."
            : null;
    }
}
