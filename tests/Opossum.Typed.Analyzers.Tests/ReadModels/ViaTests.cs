using Opossum.Typed.Analyzers.ReadModels;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.CodeFixes.ReadModels;

namespace Opossum.Typed.Analyzers.Tests.ReadModels;

/// <summary>OPSM3039 and its fix.</summary>
public class ViaTests
{
    private const string Domain = """
        using System; using Opossum.Typed;
        [Tag("customer")] public readonly partial record struct CustomerId(int Number);
        [Tag("incident")] public readonly partial record struct IncidentId(int Number);
        [Tag("agent")] public readonly partial record struct AgentId(int Number);
        public interface IIncidentEvent : IEvent;
        [Event("logged")] public partial record Logged(IncidentId Incident, CustomerId Customer);
        [Event("assigned")] public partial record Assigned(IncidentId Incident, CustomerId Customer, AgentId Agent);
        [Event("closed")] public partial record Closed(IncidentId Incident) : IIncidentEvent;
        [Event("handed-over")] public partial record HandedOver(IncidentId Incident, AgentId Agent);
        [Event("left")] public partial record Left(CustomerId Customer);
        [Event("plain")] public partial record Plain(int Number);

        """;

    [SampledTheory]
    [InlineData("Plain", "Closed")]
    [InlineData("Closed", "HandedOver")]
    [InlineData("Logged", "Plain")]
    [InlineData("Assigned", "HandedOver")]
    [InlineData("CustomerId", "Closed")]
    [InlineData("Logged", "Assigned")]
    [InlineData("Logged", "IIncidentEvent")]
    [InlineData("Logged", "Closed", "(\"agent\")")]
    [InlineData("Logged", "Closed", ", Via<Logged>(\"incident\")")]
    public Task What_leads_to_no_row_is_reported(string earlier, string later, string argument = "") => Reports(
        $$"""
        [ReadModel("m")] public partial record M([Key] CustomerId Customer)
        { M On(Logged _) => this; [Via<{{earlier}}>{{argument}}] M {|OPSM3039:On|}({{later}} _) => this; }
        """);

    [Fact]
    public Task A_part_of_the_key_leads_to_rows_only_if_it_is_named() => Reports("""
        [ReadModel("m")] public partial record M([Key] CustomerId Customer, [Key] AgentId Agent)
        { [Via<Assigned>] M {|OPSM3039:On|}(Left _) => this; M On(Assigned _) => this; }
        [ReadModel("n")] public partial record N([Key] CustomerId Customer, [Key] AgentId Agent)
        { [Via<Assigned>("customer")] N On(Left _) => this; [Via<Assigned>] N On(Logged _) => this; }
        """);

    [Fact]
    public Task On_other_methods_the_attribute_has_no_effect() => Reports("""
        [ReadModel("m")] public partial record M([Key] CustomerId Customer)
        { M On(Logged _) => this; [Via<Logged>] static int {|OPSM3039:Other|}() => 1; }
        [DecisionModel] public partial record struct D(IncidentId Incident) { [Via<Logged>] void {|OPSM3039:On|}(Closed _) { } }
        """);

    [Fact]
    public Task Rows_that_are_not_found_by_tags_are_not_found_by_other_events_either() => Reports("""
        [ReadModel("m")] public partial record M([Key] long Position)
        { [Via<Logged>] static M {|OPSM3039:On|}(Closed _, long position) => new(position); }
        """);

    [Fact]
    public Task What_leads_to_rows_is_not_reported() => Reports("""
        [ReadModel("m")] public partial record M([Key] CustomerId Customer)
        {
            M On(Logged _) => this;
            [Via<Logged>, Via<Assigned>] M On(Closed _) => this;
            [Via<Assigned>("agent")] M On(HandedOver _) => this;
        }
        """);

    [Fact]
    public Task What_has_no_effect_is_removed() => new GeneratedFixTest<ReadModelAnalyzer, IdleViaFix>(
        Domain + """
            [ReadModel("m")] public partial record M([Key] CustomerId Customer)
            {
                M On(Logged _) => this;

                // The agent does not matter.
                [Via<Logged>]
                M {|OPSM3039:On|}(Assigned _) => this;

                [Obsolete, Via<Logged>] static int {|OPSM3039:Other|}() => 1;
            }
            """,
        Domain + """
            [ReadModel("m")] public partial record M([Key] CustomerId Customer)
            {
                M On(Logged _) => this;

                // The agent does not matter.
                M On(Assigned _) => this;

                [Obsolete] static int Other() => 1;
            }
            """).RunAsync(TestContext.Current.CancellationToken);

    private static Task Reports(string source) =>
        new RuleTest<ReadModelAnalyzer>(Domain + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
