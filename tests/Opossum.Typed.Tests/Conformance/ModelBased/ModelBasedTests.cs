using CsCheck;

namespace Opossum.Typed.Tests.Conformance.ModelBased;

/// <summary>Random scenarios against a list. A failure is shrunk to a few operations, each on its line, with a seed to run it again.</summary>
public class ModelBasedTests
{
    [Fact, Trait("Rule", "B49")]
    public Task In_memory_a_log_answers_as_a_list_does() =>
        Generators.Scenario.SampleAsync(static scenario => ScenarioRun.RunAsync(scenario, new MemoryPlace()), time: 6, print: static scenario => scenario.ToString());

    [Fact, Trait("Rule", "B49")]
    public Task On_disk_a_log_answers_as_a_list_does() =>
        Generators.Scenario.SampleAsync(static scenario => ScenarioRun.RunAsync(scenario, new FolderPlace()), time: 4, print: static scenario => scenario.ToString());
}
