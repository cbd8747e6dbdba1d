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

    /// <summary>
    /// Goes behind <see cref="Careless"/>: an event that takes its time from a clock at each read, an outcome that nobody looks at, and a
    /// query that can't match.
    /// </summary>
    public const string CarelessHabits = """

        [Event("course-renamed")] public partial record CourseRenamed(CourseId Course)
        {
            public DateTimeOffset RenamedAt { get; init; } = DateTimeOffset.UtcNow;
        }

        public static class Habits
        {
            public static async Task RenameAsync(OpossumStore store, CourseId course)
            {
                await store.TryAppendAsync(new CourseRenamed(course), unless: CourseRenamed.For(course));
                store.ReadAsync(Query.Of<CourseRenamed>(new Tag("room:1")));
            }
        }
        """;

    /// <summary>
    /// The place and the rule of each bad habit, in the order of their places as text, where <see cref="Careless"/> is before it in the
    /// file.
    /// </summary>
    public static IEnumerable<Warning> WarningsOfHabits(string file) =>
    [
        new(Warning.Place(file, Careless + CarelessHabits, "DateTimeOffset.UtcNow"), "OPSM5001"),
        new(Warning.Place(file, Careless + CarelessHabits, "TryAppendAsync"), "OPSM3005"),
        new(Warning.Place(file, Careless + CarelessHabits, "room:1"), "OPSM3004"),
    ];

    /// <summary>Reads what older programs left: another name, older versions, another field, a type that is gone.</summary>
    public const string Evolved = """
        using Opossum.Typed;

        await using var store = OpossumStore.OpenInMemory(Root.Model);
        await store.Log.AppendAsync([
            Old("made", 1, "{\"weeks\":1}"), Old("baked", 2, "{\"days\":2}"), Old("baked", 3, "{\"h\":3}"), Old("gone", 1, "{}"),
        ]);
        await store.AppendAsync(new Baked(4));
        await foreach (var e in store.ReadAsync(Query.All, new ReadOptions { Undecodable = UndecodableEvents.HandOut }))
            Console.WriteLine(e.Event is Baked baked ? $"{baked.Hours} h" : $"{((UndecodedEvent)e.Event).Type}?");
        await foreach (var e in store.ReadAsync(Query.All).Envelopes()) Console.Write($"{e.Type} {e.Version};");

        static EventData Old(string name, int version, string json) =>
            new(name, System.Text.Encoding.UTF8.GetBytes(json)) { Version = version, Encoding = PayloadEncoding.Json };

        [EventModel] public static partial class Root;

        [Event("baked", Version = 3, Aliases = ["made"])]
        public partial record Baked([Field("hours", Aliases = ["h"])] int Hours)
        {
            static Baked Upcast(BakedInDays old) => new(old.Days * 24);
        }

        [Event("baked", Version = 2)]
        public partial record BakedInDays(int Days)
        {
            internal static BakedInDays Upcast(BakedInWeeks old) => new(old.Weeks * 7);
        }

        [Event("baked")] public partial record BakedInWeeks(int Weeks);
        """;

    public const string EvolvedPrints = "168 h\n48 h\n3 h\ngone?\n4 h\nmade 1;baked 2;baked 3;gone 1;baked 3;";

    private static string ReadOfTheReadme()
    {
        var readme = File.ReadAllText(Path.Combine(PackedPackage.RepositoryRoot, "src", "Opossum.Typed", "Package", "README.md"));
        var begin = readme.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        return readme[begin..readme.IndexOf("```\n", begin, StringComparison.Ordinal)];
    }
}
