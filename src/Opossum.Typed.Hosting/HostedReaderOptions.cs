namespace Opossum.Typed.Hosting;

/// <summary>
/// Where a host finds a store that another process writes. Read once, when the host starts, and checked before anything is opened. In
/// configuration the keys are the names of these properties; docs/hosting.md lists them.
/// </summary>
/// <example>
/// <code>
/// builder.Services.AddOpossumReader(Courses.Model, o => (o.RootPath, o.StateDirectory) = ("/srv/courses", "state"));
/// </code>
/// </example>
public sealed class HostedReaderOptions
{
    /// <summary>
    /// The directory that the store's own lies in, as the writer's <see cref="HostedStoreOptions.RootPath"/> says: absolute, or relative to
    /// the content root of this host. No default.
    /// </summary>
    public string? RootPath { get; set; }

    /// <summary>
    /// The store's own directory in <see cref="RootPath"/>. By default the name that it is registered by, and <c>opossum</c> for the one
    /// without a name, as in the host that writes it.
    /// </summary>
    public string? StoreName { get; set; }

    /// <summary>
    /// Where consumers of this host, and read models in memory, keep how far they are: a directory outside of the store, absolute, or
    /// relative to the content root. It is used by one process at a time. Null, the default, keeps nothing: then each consumer needs
    /// <see cref="ConsumerOptions.States"/>, and read models in memory read the whole log at each start.
    /// </summary>
    public string? StateDirectory { get; set; }

    /// <summary>
    /// How long the start waits for a store that is not there yet, because the process that makes it starts later. Zero, the default, does
    /// not wait; <see cref="Timeout.InfiniteTimeSpan"/> waits as long as it takes.
    /// </summary>
    public TimeSpan WaitForStore { get; set; }

    /// <inheritdoc cref="ReadOnlyOptions.Keys"/>
    /// <remarks>Set in code; configuration can't name it.</remarks>
    public SubjectKeys? Keys { get; set; }
}
