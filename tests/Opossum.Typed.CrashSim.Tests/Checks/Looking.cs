using Opossum.Typed.CrashSim.Tests.Disk;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>A reader in another process that is there before a store is recovered, during that, and after it.</summary>
internal static class Looking
{
    /// <summary>As often as a look takes damage for one.</summary>
    private const int Looks = 4;

    /// <summary>Nobody has recovered the state yet: nothing may be shown that recovery cuts, and nothing taken for damage.</summary>
    public static SecondProcess BeforeRecovery(SimStorage storage, Situation at)
    {
        var second = new SecondProcess(storage.LookOn());
        try
        {
            for (var i = 0; i < Looks; i++) second.Look(thorough: true, all: i == 0);
            return second;
        }
        catch (Exception e)
        {
            throw at.Broken("I22", $"a reader in another process, before the recovery: {e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>It goes on with the log that was recovered and appended to.</summary>
    /// <param name="second">The reader.</param>
    /// <param name="survivors">The head after the recovery, to which one event was appended.</param>
    /// <param name="at">What is checked.</param>
    public static void AfterRecovery(SecondProcess second, long survivors, Situation at)
    {
        try
        {
            second.Look(thorough: false, all: true);
        }
        catch (Exception e)
        {
            throw at.Broken("I22", $"a reader in another process that was there during the recovery: {e.GetType().Name}: {e.Message}");
        }

        if (second.Head != survivors + 1)
            throw at.Broken("I22", $"a reader in another process that was there during the recovery sees up to {second.Head}, the store "
                + $"ends at {survivors + 1}");
        for (var position = 1; position <= survivors; position++)
            if (second.Seen[position - 1].Id != at.Recording.History[position].Id)
                throw at.Broken("I22", $"a reader in another process saw another event at {position}");
    }
}
