using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Opossum.Typed.Hosting.Configuration;

/// <summary>Sets a store's options from its configuration section.</summary>
internal sealed class BindStoreSettings(string store, IConfigurationSection section) : IConfigureNamedOptions<HostedStoreOptions>
{
    public void Configure(HostedStoreOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, HostedStoreOptions options)
    {
        if (name != store) return;
        SectionCheck.Run(section, store, typeof(HostedStoreOptions), "a store", StoreSettings.Keys);
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
