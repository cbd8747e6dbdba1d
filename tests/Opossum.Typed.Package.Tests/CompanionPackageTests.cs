using Opossum.Typed.Package.Tests.Support;

namespace Opossum.Typed.Package.Tests;

/// <summary>The packages above the library: each brings it along, generator and all.</summary>
public sealed class CompanionPackageTests(PackedPackage package)
{
    private const string Declarations = """
        [EventModel] public static partial class Courses;
        [Tag("course")] public readonly partial record struct CourseId(int Value);
        [Event("course-defined")] public partial record CourseDefined(CourseId Course);
        [DecisionModel] public partial record struct Exists(CourseId Course) { public bool Yes; void On(CourseDefined _) => Yes = true; }
        public partial record Define(CourseId Course)
        {
            [Decider]
            Decision Decide(Exists exists) =>
                exists.Yes ? Decision.Reject("exists", "twice") : Decision.Append(new CourseDefined(Course));
        }
        """;

    private const string Scenarios = """
        using Opossum.Typed;
        using Opossum.Typed.Testing;

        var courses = Scenario.Of(Courses.Model);
        courses.When(new Define(new(1))).Then(new CourseDefined(new(1)));
        courses.Given(new CourseDefined(new(1))).When(new Define(new(1))).ThenRejected("twice");
        try { courses.When(new Define(new(1))).Then(new CourseDefined(new(2))); }
        catch (ScenarioFailedException e) { Console.WriteLine(e.Actual); }

        """;

    private const string Hosted = """
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Opossum.Typed;
        using Opossum.Typed.Hosting;

        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOpossum(Courses.Model, options => options.RootPath = "data");
        using var host = builder.Build();
        await host.StartAsync();
        Console.WriteLine(await host.Services.GetRequiredService<OpossumStore>().DecideAsync(new Define(new(1))));
        await host.StopAsync();

        """;

    private const string Answered = """
        using Microsoft.AspNetCore.Http;
        using Opossum.Typed;
        using Opossum.Typed.AspNetCore;

        await using var store = await OpossumStore.OpenAsync("data", Courses.Model);
        for (var i = 0; i < 2; i++)
        {
            var answer = await store.DecideAsync(new Define(new(1))).AnswerAsync();
            Console.WriteLine(((IStatusCodeHttpResult)answer.Result).StatusCode);
        }

        """;

    [FullFact]
    public Task Scenarios_run_from_the_package_of_tests() =>
        BuildAndRunAsync("Opossum.Typed.Testing", Scenarios, """{"appended":"course-defined","payload":{"course":1}}""" + "\n");

    [FullFact]
    public Task A_host_gets_its_store_from_the_package_of_hosts() =>
        BuildAndRunAsync(
            "Opossum.Typed.Hosting", Hosted, "Appended at 1\n", """<FrameworkReference Include="Microsoft.AspNetCore.App" />""");

    [FullFact]
    public Task Outcomes_are_answered_from_the_package_of_web_applications() =>
        BuildAndRunAsync("Opossum.Typed.AspNetCore", Answered, "200\n422\n");

    private async Task BuildAndRunAsync(string id, string program, string prints, string items = "")
    {
        var consumer = package.NewConsumer();
        consumer.With("Program.cs", program + Declarations)
            .WithProject("Shop.csproj", consumer.ReferenceTo(id) + items, "<OutputType>Exe</OutputType>");
        Assert.Empty(await consumer.WarningsOfAsync("build", "-o", "out"));
        Assert.Equal(prints, await consumer.RunAsync("out/Shop"));
    }
}
