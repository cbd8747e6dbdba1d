namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>The engine broke an invariant.</summary>
internal sealed class Violation(string invariant, string what) : Exception($"{invariant} ({Invariants.Text(invariant)}): {what}")
{
    public string Invariant => invariant;

    /// <summary>The result, or the violation that an error of a kind is.</summary>
    public static T Unless<TError, T>(Func<T> make, Func<TError, Violation> broken) where TError : Exception
    {
        try
        {
            return make();
        }
        catch (TError e)
        {
            throw broken(e);
        }
    }
}
