using Opossum.Typed.Package.Tests.Support;

namespace Opossum.Typed.Package.Tests;

/// <summary>A project that references a project that references the package.</summary>
public sealed class TransitiveProjectTests(PackedPackage package)
{
    private const string People = """
        using Opossum.Typed;

        namespace People;

        [EventModel] public static partial class PeopleEvents;
        [Tag("person")] public readonly partial record struct PersonId(Guid Value);
        [Event("person-registered")] public partial record PersonRegistered(PersonId Person, string Name);

        public static class Storage
        {
            public static OpossumOptions Options { get; } = new() { FlushEventsImmediately = false };
        }
        """;

    [FullFact]
    public async Task Generator_and_analyzers_run_in_both()
    {
        var consumer = package.NewConsumer();
        consumer
            .With("People/People.cs", People).WithProject("People/People.csproj", consumer.PackageReference)
            .With("Shop/Program.cs", Programs.Careless + Programs.CarelessHabits
                + "\npublic static class Uses { public static EventModel People => global::People.PeopleEvents.Model; }\n")
            .WithProject("Shop/Shop.csproj", """<ProjectReference Include="../People/People.csproj" />""", "<OutputType>Exe</OutputType>");

        Warning[] expected =
        [
            new(Warning.Place("People/People.cs", People, "FlushEventsImmediately"), "OPSM4001"),
            .. Programs.WarningsOfHabits("Shop/Program.cs"),
            new(Warning.Place("Shop/Program.cs", Programs.Careless, "FlushEventsImmediately"), "OPSM4001"),
        ];
        Assert.Equal(expected, await consumer.WarningsOfAsync("build", "Shop", "-o", "out"));
        Assert.Equal("AppendResult { First = 1, Last = 1 }\n", await consumer.RunAsync("out/Shop"));
    }
}
