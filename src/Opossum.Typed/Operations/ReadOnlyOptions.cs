namespace Opossum.Typed;

/// <summary>How a store is opened that another process writes. The defaults suit a report as well as a worker.</summary>
public sealed class ReadOnlyOptions
{
    /// <summary>
    /// How long opening waits for a store that is not there yet: for a worker that may start before the process that makes it. Zero, the
    /// default, does not wait; <see cref="Timeout.InfiniteTimeSpan"/> leaves it to the cancellation token.
    /// </summary>
    public TimeSpan WaitForStore { get; init; }

    /// <summary>
    /// Where consumers of this process, and read models in memory, keep how far they are: a directory of its own, made if it is missing,
    /// outside of the store, which belongs to its writer, and so in none of the store's backups. It is bound to the id of the store and
    /// used by one process at a time; when that ends, however it does, the next one goes on. Null, the default, keeps nothing: then a
    /// consumer needs <see cref="ConsumerOptions.States"/>.
    /// </summary>
    public string? StateDirectory { get; init; }

    /// <summary>
    /// Must be <see cref="SubjectKeys.Withheld"/> where the model has personal members, which read as erased then: the keys belong to the
    /// process that writes. Null, the default, is for models without.
    /// </summary>
    public SubjectKeys? Keys { get; init; }

    /// <summary>The clock of consumers and read models, and of long reads; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Which bits of a term's hash count; tests leave few, so that terms collide.</summary>
    internal ulong TermMask { get; init; } = ulong.MaxValue;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal ReadOnlyOptions Checked()
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (WaitForStore < TimeSpan.Zero && WaitForStore != Timeout.InfiniteTimeSpan)
            throw new ArgumentException(
                $"ReadOnlyOptions.WaitForStore is {WaitForStore}; it must be zero or more, or Timeout.InfiniteTimeSpan.");
        return this;
    }
}
