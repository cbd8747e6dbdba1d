namespace Examples;

/// <summary>A store in memory, the real engine, and a few words for the console.</summary>
public sealed class Story(OpossumStore store, StoryClock clock)
{
    public OpossumStore Store => store;

    /// <summary>Lets a command decide, and tells what became of it.</summary>
    public async Task DecideAsync(string what, IDecider command) => Console.WriteLine($"  {what,-52} {await store.DecideAsync(command)}");

    public static void Say(string what, object result) => Console.WriteLine($"  {what,-52} {result}");

    public void Pass(TimeSpan time)
    {
        clock.Pass(time);
        Console.WriteLine(time.Days > 0 ? $"  ({time.Days} days later)" : $"  ({time.TotalMinutes:0} minutes later)");
    }
}
