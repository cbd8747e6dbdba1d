namespace Examples.Tests;

/// <summary>Where all scenarios begin.</summary>
internal static class Scenarios
{
    public static readonly Scenario Empty = Scenario.Of(ExampleEvents.Model);

    public static TimeSpan Days(int days) => TimeSpan.FromDays(days);

    public static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
