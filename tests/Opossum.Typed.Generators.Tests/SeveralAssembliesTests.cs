using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>A model above those of other assemblies, and what an assembly tells others.</summary>
public sealed class SeveralAssembliesTests : IDisposable
{
    private const string People = """
        namespace People;
        [EventModel] public static partial class All;
        [Event("person-met")] public partial record PersonMet;
        """;

    private readonly AssemblyLoadContext _program = new(nameof(SeveralAssembliesTests), isCollectible: true);

    [Fact]
    public void A_model_of_another_assembly_is_found_by_the_command_line_and_the_IDE()
    {
        foreach (var people in Library.References(People, "People"))
        {
            var generation = Generation.Of(Generation.Compile("Campus", [people], """
                [EventModel(typeof(People.All))] public static partial class Campus;
                [Event("term-begun")] public partial record TermBegun;
                """));
            Assert.Empty(generation.Complaints);
            Assert.Contains("global::People.All.Model", generation.Files["Campus.EventModel.g.cs"]);
        }
    }

    /// <summary>A includes B and C, both of which include D.</summary>
    [Fact]
    public void An_event_that_comes_in_by_two_ways_is_there_once()
    {
        var d = Reference("""namespace D; [EventModel] public static partial class All; [Event("d")] public partial record Event;""", "D");
        var b = Reference("""
            namespace B;
            [EventModel(typeof(D.All))] public static partial class All;
            [Event("b")] public partial record Event;
            """, "B", d);
        var c = Reference("""
            namespace C;
            [EventModel(typeof(D.All))] public static partial class All;
            [Event("c")] public partial record Event;
            """, "C", d);
        var a = Load(Generation.Of(Generation.Compile("A", [b, c, d], """
            [EventModel(typeof(B.All), typeof(C.All))] public static partial class A;
            """)));
        Assert.Equal(["b", "c", "d"], NamesOf(Model(a, "A")));
    }

    [Fact]
    public void Two_types_of_one_name_are_refused_and_both_are_named()
    {
        var b = Reference("""[EventModel] public static partial class B; [Event("defined")] public partial record Defined;""", "Beta");
        var c = Reference("""[EventModel] public static partial class C; [Event("defined")] public partial record DefinedToo;""", "Gamma");
        var a = Load(Generation.Of(Generation.Compile("A", [b, c], """
            [EventModel(typeof(B), typeof(C))] public static partial class A;
            """)));
        var error = Assert.IsType<ArgumentException>(
            Assert.Throws<TargetInvocationException>(() => Model(a, "A")).InnerException!.InnerException);
        Assert.Equal(
            "In the model 'A' two event types share the name 'defined': Defined of Beta and DefinedToo of Gamma. The log tells events "
                + "apart by name: give one of them another.", error.Message);
    }

    [Fact]
    public void A_model_that_can_not_be_named_is_not_included()
    {
        const string Hidden = """namespace People; [EventModel] internal static partial class All;""";
        foreach (var people in Library.References(Hidden, "People"))
            Assert.Empty(Generation.Of(Generation.Compile("Campus", [people], """
                [EventModel(typeof(People.All))] public static partial class Campus;
                """)).Files);
    }

    [Fact]
    public void A_model_that_was_not_generated_is_not_included()
    {
        const string Refused = """namespace People; [EventModel] public static class All;""";
        foreach (var people in Library.References(Refused, "People"))
            Assert.Empty(Generation.Of(Generation.Compile("Campus", [people], """
                [EventModel(typeof(People.All))] public static partial class Campus;
                """)).Files);
    }

    [Fact]
    public void A_model_is_included_once_however_often_it_is_named()
    {
        var generation = Generation.Of(Generation.Compile("Campus", [.. Library.References(People, "People").Take(1)], """
            [EventModel(typeof(People.All), typeof(People.All))] public static partial class Campus;
            """));
        Assert.Equal(2, generation.Files["Campus.EventModel.g.cs"].Split("global::People.All.Model").Length);
    }

    [Fact]
    public void An_assembly_tells_the_names_of_its_events()
    {
        var generation = Generation.Of("""
            [Event("b")] public partial record First;
            [Event("a\"ä")] public partial record Second;
            [Event("b")] public partial record Third;
            [Event("Z")] public partial record Fourth(object Refused);
            """);
        Assert.Empty(generation.Complaints);
        var assembly = Load(generation);
        Assert.Equal(["a\"ä", "b"], assembly.GetCustomAttribute<EventNamesAttribute>()!.Names);
    }

    [Fact]
    public void An_assembly_tells_the_old_names_of_its_events_too()
    {
        var assembly = Load(Generation.Of("""[Event("b", Aliases = ["c", "a"])] public partial record First;"""));
        Assert.Equal(["a", "b", "c"], assembly.GetCustomAttribute<EventNamesAttribute>()!.Names);
    }

    [Fact]
    public void An_alias_that_is_a_name_elsewhere_is_refused()
    {
        var b = Reference("""[EventModel] public static partial class B; [Event("defined")] public partial record Defined;""", "Beta");
        var c = Reference("""
            [EventModel] public static partial class C;
            [Event("made", Aliases = ["defined"])] public partial record Made;
            """, "Gamma");
        var a = Load(Generation.Of(Generation.Compile("A", [b, c], """
            [EventModel(typeof(B), typeof(C))] public static partial class A;
            """)));
        var error = Assert.IsType<ArgumentException>(
            Assert.Throws<TargetInvocationException>(() => Model(a, "A")).InnerException!.InnerException);
        Assert.StartsWith("In the model 'A' two event types share the name 'defined': Defined of Beta and Made of Gamma.", error.Message);
    }

    /// <summary>The rule reports it; until it is mended the rest of the program runs.</summary>
    [Fact]
    public void An_alias_that_is_another_event_s_name_drops_the_later_out_of_the_model()
    {
        var a = Load(Generation.Of("""
            [EventModel] public static partial class A;
            [Event("x", Aliases = ["y"])] public partial record First;
            [Event("y")] public partial record Second;
            [Event("z")] public partial record Third;
            """));
        Assert.Equal(["x", "z"], NamesOf(Model(a, "A")));
    }

    [Fact]
    public void An_assembly_without_events_tells_nothing() =>
        Assert.DoesNotContain("EventNames.g.cs", Generation.Of("""[EventModel] public static partial class Campus;""").Files.Keys);

    public void Dispose() => _program.Unload();

    private PortableExecutableReference Reference(string source, string assembly, params MetadataReference[] references) =>
        MetadataReference.CreateFromImage(Load(Generation.Of(Generation.Compile(assembly, references, source)), out _));

    private Assembly Load(Generation generation)
    {
        Load(generation, out var assembly);
        return assembly;
    }

    private byte[] Load(Generation generation, out Assembly assembly)
    {
        var image = Library.Image(generation);
        using var stream = new MemoryStream(image);
        assembly = _program.LoadFromStream(stream);
        return image;
    }

    private static EventModel Model(Assembly assembly, string root) =>
        (EventModel)assembly.GetType(root)!.GetProperty("Model")!.GetValue(null)!;

    private static IEnumerable<string> NamesOf(EventModel model) => model.Events.Select(static e => e.Name).Order(StringComparer.Ordinal);
}
