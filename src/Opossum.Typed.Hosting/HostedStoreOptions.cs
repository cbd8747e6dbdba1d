using System.ComponentModel.DataAnnotations;

namespace Opossum.Typed.Hosting;

/// <summary>
/// Where a host keeps a store, and how the store behaves. Read once, when the host starts, and checked before anything is opened. In
/// configuration the keys are the names of these properties; docs/hosting.md lists them.
/// </summary>
/// <example>
/// <code>
/// builder.Services.AddOpossum(Courses.Model, o => o.RootPath = "data");
/// </code>
/// </example>
public sealed class HostedStoreOptions
{
    /// <summary>
    /// The directory that stores lie in: absolute, or relative to the host's content root; <c>..</c> is refused. It is made when it is
    /// missing. No default, and required unless <see cref="InMemory"/> is set.
    /// </summary>
    public string? RootPath { get; set; }

    /// <summary>
    /// The store's own directory in <see cref="RootPath"/>: one name, without separators, that every operating system takes. By default the
    /// name that the store is registered by, and <c>opossum</c> for the one without a name.
    /// </summary>
    public string? StoreName { get; set; }

    /// <summary>
    /// Whether the store lives in memory alone and is gone with the process; false by default. For tests and demonstrations: in production
    /// it is refused, unless <see cref="AllowDataLossInProduction"/> is set.
    /// </summary>
    public bool InMemory { get; set; }

    /// <summary>
    /// Whether every append is acknowledged only after it was flushed to disk; true by default. False lets a power cut take back the newest
    /// of what was acknowledged; in production it is refused, unless <see cref="AllowDataLossInProduction"/> is set.
    /// </summary>
    public bool FlushEventsImmediately { get; set; } = true;

    /// <summary>
    /// When to flush if <see cref="FlushEventsImmediately"/> is false; null, the default, is every 100 ms. Refused beside immediate
    /// flushing. In configuration a text that <see cref="FlushStrategy.Parse"/> reads, such as <c>every 1000 appends or 50 ms</c>.
    /// </summary>
    public FlushStrategy? Flush { get; set; }

    /// <inheritdoc cref="OpossumOptions.DecisionTimeout"/>
    public TimeSpan DecisionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="OpossumOptions.KeptStateBytes"/>
    public long KeptStateBytes { get; set; } = 16 << 20;

    /// <summary>
    /// The size in bytes of a segment file once a store has grown: 1 MiB to 1 GiB, 32 MiB by default.
    /// <see cref="OpossumOptions.MaxSegmentBytes"/> says what it changes.
    /// </summary>
    [Range(1 << 20, 1 << 30)]
    public int MaxSegmentBytes { get; set; } = 32 << 20;

    /// <summary>
    /// The longest append that is accepted, encoded, in bytes: 1 KiB to 8 MiB, 8 MiB by default. A longer one throws an
    /// <see cref="AppendLimitException"/>.
    /// </summary>
    [Range(1 << 10, 8 << 20)]
    public int MaxAppendBytes { get; set; } = 8 << 20;

    /// <summary>
    /// Where the keys of the model's subjects are. Set in code; configuration can't name it. Null, the default, is for models without
    /// personal members, and for a store in memory, which has its keys in memory then.
    /// </summary>
    public SubjectKeys? Keys { get; set; }

    /// <inheritdoc cref="OpossumOptions.Access"/>
    public StoreAccess Access { get; set; } = StoreAccess.Owner;

    /// <summary>
    /// How long the start waits while another process has the store open; zero, the default, does not wait. In a rolling update the new
    /// process opens the store as soon as the old one has closed it, if the old one is told to stop meanwhile. When the time is over, the
    /// start fails with an error that names the holder.
    /// </summary>
    public TimeSpan LockTimeout { get; set; }

    /// <summary>
    /// Below so many free bytes on the store's disk the health check is degraded; 256 MiB by default, 0 switches it off. It stops nothing.
    /// </summary>
    public long MinimumFreeBytes { get; set; } = 256 << 20;

    /// <summary>
    /// Whether the host retags the store at the start if the model's contract demands it: see <see cref="OpossumStore.MissingRetags"/>.
    /// False by default: then the host refuses to start on such a store, since conditions by those tags would not see old events. If true,
    /// the start takes as long as reading every event does, and the ready check is unhealthy meanwhile.
    /// </summary>
    public bool RetagAtStart { get; set; }

    /// <summary>
    /// Lets a store start in production (<c>IHostEnvironment.IsProduction()</c>, which is also the environment of a host that nobody told
    /// one) that does not flush before it acknowledges, or lives in memory or on a file system in memory. False by default. The start then
    /// logs a warning instead.
    /// </summary>
    public bool AllowDataLossInProduction { get; set; }
}
