namespace Opossum.Typed;

/// <summary>A backup that was made: it is on disk, whole.</summary>
/// <param name="Head">The position of the last event in it; 0 for an empty store. Everything that was acknowledged before the backup was
/// asked for is in it.</param>
/// <param name="Copied">How many files were copied, of events and index.</param>
/// <param name="Linked">How many got a second name in the directory instead.</param>
/// <param name="Kept">How many were there from an earlier backup.</param>
/// <param name="CopiedBytes">How many bytes were copied.</param>
/// <param name="TotalBytes">How many bytes the files of the backup have, whether copied, linked or kept.</param>
public sealed record BackupResult(long Head, int Copied, int Linked, int Kept, long CopiedBytes, long TotalBytes);
