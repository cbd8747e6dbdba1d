using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Opossum.Typed.Hosting.Configuration;

/// <summary>Sets the options of a store that another process writes from its configuration section.</summary>
internal sealed class BindReaderSettings(string store, IConfigurationSection section) : IConfigureNamedOptions<HostedReaderOptions>
{
    public void Configure(HostedReaderOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, HostedReaderOptions options)
    {
        if (name != store) return;
        SectionCheck.Run(section, store, typeof(HostedReaderOptions), "a store that is read", ReaderSettings.Keys);
        var settings = new ReaderSettings();
        section.Bind(settings);

        options.RootPath = settings.RootPath ?? options.RootPath;
        options.StoreName = settings.StoreName ?? options.StoreName;
        options.StateDirectory = settings.StateDirectory ?? options.StateDirectory;
        options.WaitForStore = settings.WaitForStore ?? options.WaitForStore;
    }
}
