using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Opossum.Typed.Hosting.Configuration;

/// <summary>
/// Sets a store's options from its configuration section, and refuses what it does not understand: a key with a typo would otherwise be a
/// default that nobody wanted.
/// </summary>
internal sealed class BindStoreSettings(string store, IConfigurationSection section) : IConfigureNamedOptions<HostedStoreOptions>
{
    /// <summary>Below this key other stores have their sections, by convention.</summary>
    private const string OtherStores = "Stores";

    public void Configure(HostedStoreOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, HostedStoreOptions options)
    {
        if (name != store) return;
        RefuseUnknownKeys();
        RefuseUnreadableValues();
        var settings = new StoreSettings();
        section.Bind(settings);

        options.RootPath = settings.RootPath ?? options.RootPath;
        options.StoreName = settings.StoreName ?? options.StoreName;
        options.InMemory = settings.InMemory ?? options.InMemory;
        options.FlushEventsImmediately = settings.FlushEventsImmediately ?? options.FlushEventsImmediately;
        options.Flush = string.IsNullOrEmpty(settings.Flush) ? options.Flush : Strategy(settings.Flush);
        options.DecisionTimeout = settings.DecisionTimeout ?? options.DecisionTimeout;
        options.KeptStateBytes = settings.KeptStateBytes ?? options.KeptStateBytes;
        options.MaxSegmentBytes = settings.MaxSegmentBytes ?? options.MaxSegmentBytes;
        options.MaxAppendBytes = settings.MaxAppendBytes ?? options.MaxAppendBytes;
        options.Access = settings.Access ?? options.Access;
        options.LockTimeout = settings.LockTimeout ?? options.LockTimeout;
        options.MinimumFreeBytes = settings.MinimumFreeBytes ?? options.MinimumFreeBytes;
        options.RetagAtStart = settings.RetagAtStart ?? options.RetagAtStart;
        options.AllowDataLossInProduction = settings.AllowDataLossInProduction ?? options.AllowDataLossInProduction;
    }

    private void RefuseUnknownKeys()
    {
        var unknown = section.GetChildren()
            .Where(static child => !child.Key.Equals(OtherStores, StringComparison.OrdinalIgnoreCase)
                && !StoreSettings.Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{child.Path} is no option of a store. The options are {string.Join(", ", StoreSettings.Keys)}.")
            .ToArray();
        if (unknown.Length > 0) throw new OptionsValidationException(store, typeof(HostedStoreOptions), unknown);
        var nested = section.GetChildren().FirstOrDefault(static child =>
            child.Value is null && !child.Key.Equals(OtherStores, StringComparison.OrdinalIgnoreCase) && child.GetChildren().Any());
        if (nested is not null)
            throw new OptionsValidationException(store, typeof(HostedStoreOptions), [$"{nested.Path} is a section; it must be a value."]);
    }

    private void RefuseUnreadableValues()
    {
        var unreadable = section.GetChildren().Select(SettingTexts.Problem).OfType<string>().ToArray();
        if (unreadable.Length > 0) throw new OptionsValidationException(store, typeof(HostedStoreOptions), unreadable);
    }

    private FlushStrategy Strategy(string text)
    {
        try
        {
            return FlushStrategy.Parse(text);
        }
        catch (FormatException e)
        {
            throw new OptionsValidationException(
                store, typeof(HostedStoreOptions), [$"{section.Path}:{nameof(StoreSettings.Flush)}: {e.Message}"]);
        }
    }
}
