namespace Opossum.Typed.Package.Tests.Support;

/// <summary>What the consumers compile.</summary>
internal static class Programs
{
    /// <summary>The program in the package's own readme, word for word.</summary>
    public static string OfTheReadme { get; } = ReadOfTheReadme();

    /// <summary>What that program prints on its first run.</summary>
    public const string OfTheReadmePrints = "1 Analytical engines\n";

    /// <summary>Declares events of its own, appends one, and gives up on flushing.</summary>
    public const string Careless = """
        using Opossum.Typed;

        var options = new OpossumOptions
        {
            FlushEventsImmediately = false,
        };
        await using var store = await OpossumStore.OpenAsync("./data", Courses.Model, options);
        Console.WriteLine(await store.AppendAsync(new CourseDefined(CourseId.New(), "Analytical engines")));

        [EventModel] public static partial class Courses;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Event("course-defined")] public partial record CourseDefined(CourseId Course, string Title);
        """;

    private static string ReadOfTheReadme()
    {
        var readme = File.ReadAllText(Path.Combine(PackedPackage.RepositoryRoot, "src", "Opossum.Typed", "Package", "README.md"));
        var begin = readme.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        return readme[begin..readme.IndexOf("```\n", begin, StringComparison.Ordinal)];
    }
}
