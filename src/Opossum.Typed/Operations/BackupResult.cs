using System.Collections.Immutable;
using System.Globalization;

namespace Opossum.Typed;

/// <summary>A backup that was made: it is on disk, whole.</summary>
/// <param name="Head">The position of the last event in it; 0 for an empty store. Everything that was acknowledged before the backup was
/// asked for is in it.</param>
/// <param name="Copied">How many files were copied, of events and index.</param>
/// <param name="Linked">How many got a second name in the directory instead.</param>
/// <param name="Kept">How many were there from an earlier backup.</param>
/// <param name="CopiedBytes">How many bytes were copied.</param>
/// <param name="TotalBytes">How many bytes the files of the backup have, whether copied, linked or kept.</param>
public sealed record BackupResult(long Head, int Copied, int Linked, int Kept, long CopiedBytes, long TotalBytes)
{
    /// <summary>
    /// The names of consumers whose progress could not be read, because its file in the store is damaged; empty if all is well. The backup
    /// is whole all the same. It keeps the progress that an earlier backup had brought into it; if there was none, it has the file as it
    /// is, and a restored store refuses to start the consumer, as this store does, until it is told to forget the progress:
    /// <see cref="OpossumReader.ForgetConsumerAsync"/>.
    /// </summary>
    public ImmutableArray<string> DamagedConsumers { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(BackupResult? other) =>
        other is not null
        && (Head, Copied, Linked, Kept, CopiedBytes, TotalBytes)
            == (other.Head, other.Copied, other.Linked, other.Kept, other.CopiedBytes, other.TotalBytes)
        && DamagedConsumers.SequenceEqual(other.DamagedConsumers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Head, Copied, Linked, Kept, CopiedBytes, TotalBytes);

    /// <summary>Such as <c>Up to 17: 3 files copied, 0 linked, 12 kept; the progress of 'welcome-mail' is damaged</c>.</summary>
    public override string ToString()
    {
        var files = string.Create(CultureInfo.InvariantCulture, $"Up to {Head}: {Copied} files copied, {Linked} linked, {Kept} kept");
        return DamagedConsumers.IsEmpty ? files : $"{files}; the progress of '{string.Join("', '", DamagedConsumers)}' is damaged";
    }
}
