namespace Opossum.Typed.Tests.Conformance.ModelBased;

/// <summary>
/// Random scenarios against a list. A failure is shrunk to a few operations, each on its line, with a seed that repeats it.
/// </summary>
public class ModelBasedTests
{
    [Fact, Trait("Rule", "B49")]
    public Task In_memory_a_log_answers_as_a_list_does() =>
        Generators.Scenario.ForAllAsync(
            static scenario => ScenarioRun.RunAsync(scenario, new MemoryPlace()),
            count: Tier.Size(quick: 30, full: 300, @long: 20_000),
            print: static scenario => scenario.ToString());

    [Fact, Trait("Rule", "B49")]
    public Task On_disk_a_log_answers_as_a_list_does() =>
        Generators.Scenario.ForAllAsync(
            static scenario => ScenarioRun.RunAsync(scenario, new FolderPlace()),
            count: Tier.Size(quick: 6, full: 40, @long: 2_000),
            print: static scenario => scenario.ToString());
}
