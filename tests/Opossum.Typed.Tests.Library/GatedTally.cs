namespace Opossum.Typed.Tests.Library;

/// <summary>A version whose handler waits while a test keeps the gate closed, so that its rows are not made yet.</summary>
public sealed class GatedTally : ITallyVersion
{
    private static readonly ManualResetEventSlim Gate = new(initialState: true);

    public static int Number
    {
        get
        {
            Gate.Wait();
            return 4;
        }
    }

    /// <summary>Lets the handler wait until the result is disposed.</summary>
    public static IDisposable Close()
    {
        _ = CompilerServices.ReadModelShape.Of<Tally<GatedTally>>();            // which says the number, once
        Gate.Reset();
        return new Opening();
    }

    public static void Open() => Gate.Set();

    private sealed class Opening : IDisposable
    {
        public void Dispose() => Open();
    }
}
