namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>
/// What a recovered store holds: the history up to a position, and behind it perhaps the one event that the check itself appended.
/// </summary>
internal readonly record struct Survivors(long Head, bool HasAfterwards)
{
    public long Total => Head + (HasAfterwards ? 1 : 0);
}
