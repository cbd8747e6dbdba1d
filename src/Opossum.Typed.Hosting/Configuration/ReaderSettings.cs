namespace Opossum.Typed.Hosting.Configuration;

/// <summary>What a configuration section can say of a store that another process writes.</summary>
internal sealed class ReaderSettings
{
    public string? RootPath { get; set; }

    public string? StoreName { get; set; }

    public string? StateDirectory { get; set; }

    public TimeSpan? WaitForStore { get; set; }

    public static IReadOnlyList<string> Keys { get; } =
        [nameof(RootPath), nameof(StoreName), nameof(StateDirectory), nameof(WaitForStore)];
}
