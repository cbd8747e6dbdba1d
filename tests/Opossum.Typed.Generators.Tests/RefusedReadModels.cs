namespace Opossum.Typed.Generators.Tests;

/// <summary>Read models and rows that get no generated code.</summary>
public static class RefusedReadModels
{
    private const string On = "{ static Bad On(Good.GoodEvent e) => new(e.Id); }";
    private const string Change = "{ Bad On(Good.GoodEvent _) => this; }";

    private static string Via(string earlier, string later, string argument = "") => $$"""
        public interface IFamily : IEvent;
        [Event("told")] public partial record Told([Tag("link")] int Link, Good.GoodId Id);
        [Event("linked")] public partial record Linked([Tag("link")] int Link) : IFamily;
        [Event("both")] public partial record Both([Tag("link")] int Link, [Tag("two")] int Second, Good.GoodId Id);
        [Event("two")] public partial record Two([Tag("link")] int Link, [Tag("two")] int Second);
        [Event("plain")] public partial record Plain(int Number);
        [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id)
        { [Via<{{earlier}}>{{argument}}] Bad On({{later}} e) => this; }
        """;

    private static string Join(string model, string e = "Linked", string key = "Good.GoodId Id", string type = "Model") => $$"""
        public interface IFamily : IEvent;
        [Tag("link")] public readonly partial record struct LinkId(int Number);
        public enum Level { Low, High }
        [Event("linked")] public partial record Linked(LinkId Link, Good.GoodId Id) : IFamily;
        [Event("loose")] public partial record Loose(LinkId? Link, Good.GoodId Id);
        [Event("many")] public partial record Many(LinkId[] Links, Good.GoodId Id);
        [Event("levelled")] public partial record Levelled([Tag("level")] Level Level, Good.GoodId Id);
        [DecisionModel{{(model.Contains("Last", StringComparison.Ordinal) ? "(Last = true)" : "")}}] {{model}}
        [ReadModel("bad")] public partial record Bad([Key] {{key}})
        { Bad On({{e}} e, {{type}} joined) => this; }
        """;

    private static string Projection(string before, string header, string arguments = "\"bad\"") => $$"""
        {{before}}[Projection({{arguments}})] {{header}}
        {
            static void Create(System.Text.StringBuilder sql) { }
            static void On(Good.GoodEvent e, System.Text.StringBuilder sql) { }
        }
        """;

    private const string ByLink = "public partial record struct Model(LinkId Link) { public int Number; void On(Linked _) => Number++; }";

    public static TheoryData<string, string> Models => new()
    {
        { "not partial", $"""[ReadModel("bad")] public record Bad([Key] Good.GoodId Id) {On}""" },
        { "in what is not partial", $$"""
            public class Outer { [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) {{On}} }
            """ },
        { "generic", """[ReadModel("bad")] public partial record Bad<T>([Key] Good.GoodId Id) { Bad<T> On(Good.GoodEvent _) => this; }""" },
        { "in what is generic", $$"""
            public partial class Outer<T> { [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) {{On}} }
            """ },
        { "file-local", $"""[ReadModel("bad")] file partial record Bad([Key] Good.GoodId Id) {On}""" },
        { "private", $$"""public partial class Outer { [ReadModel("bad")] private partial record Bad([Key] Good.GoodId Id) {{On}} }""" },
        { "abstract", $"""[ReadModel("bad")] public abstract partial record Bad([Key] Good.GoodId Id) {Change}""" },
        { "static", """[ReadModel("bad")] public static partial class Bad { }""" },
        { "no record", """
            [ReadModel("bad")] public partial class Bad([property: Key] int a) { Bad On(Good.GoodEvent _) => this; public int A => a; }
            """ },
        { "a class", """[ReadModel("bad")] public partial class Bad { Bad On(Good.GoodEvent _) => this; }""" },
        { "a struct", """
            [ReadModel("bad")] public partial record struct Bad([Key] Good.GoodId Id) { Bad On(Good.GoodEvent _) => this; }
            """ },
        { "derived", $"""public record Base; [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) : Base {On}""" },
        { "marked twice", $"""[ReadModel("bad"), ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) {On}""" },
        { "obsolete as an error", $"""[Obsolete("gone", true), ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) {On}""" },
        { "no name", $"""[ReadModel] public partial record Bad([Key] Good.GoodId Id) {On}""" },
        { "null for a name", $"""[ReadModel(null!)] public partial record Bad([Key] Good.GoodId Id) {On}""" },
        { "an empty name", $"""[ReadModel("")] public partial record Bad([Key] Good.GoodId Id) {On}""" },
        { "a name with a hyphen", $"""[ReadModel("a-b")] public partial record Bad([Key] Good.GoodId Id) {On}""" },
        { "a name with capitals", $"""[ReadModel("Bad")] public partial record Bad([Key] Good.GoodId Id) {On}""" },
        { "a name of the storage", $"""[ReadModel("sqlite_bad")] public partial record Bad([Key] Good.GoodId Id) {On}""" },
        { "a name that is too long", $"""[ReadModel("{new string('a', 61)}")] public partial record Bad([Key] Good.GoodId Id) {On}""" },

        { "no handler", """[ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id);""" },
        { "no maker", $"""[ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id, int Number) {Change}""" },
        { "a handler of no event", """[ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) { Bad On(string e) => this; }""" },
        { "a handler of every event", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) { Bad On(IEvent e) => this; }
            """ },
        { "a handler of a missing type", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) { Bad On(Missing e) => this; }
            """ },
        { "a handler of a bad event", """
            [Event("odd")] public partial record Odd(Good.GoodId Id, object Value);
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) { Bad On(Odd e) => this; }
            """ },
        { "a handler that returns nothing", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) { void On(Good.GoodEvent e) { } }
            """ },
        { "an async handler", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id)
            {
                async System.Threading.Tasks.Task<Bad> On(Good.GoodEvent e) { await System.Threading.Tasks.Task.Yield(); return this; }
            }
            """ },
        { "a handler that takes what there is not", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) { Bad On(Good.GoodEvent e, string other) => this; }
            """ },
        { "a handler that takes one thing twice", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) { Bad On(Good.GoodEvent e, long a, long b) => this; }
            """ },
        { "a handler of the row alone", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) { static Bad? On(Bad? row) => row; }
            """ },
        { "a generic handler", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) { Bad On<T>(T e) where T : Good.GoodEvent => this; }
            """ },
        { "two handlers of one event", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id)
            {
                static Bad On(Good.GoodEvent e) => new(e.Id);
                static Bad? On(Bad? row, Good.GoodEvent e) => row;
            }
            """ },
        { "a handler without the tag of the key", """
            [Event("plain")] public partial record Plain(int Number);
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id)
            { static Bad On(Good.GoodEvent e) => new(e.Id); Bad On(Plain e) => this; }
            """ },

        { "a key that may be null", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId? Id) { Bad On(Good.GoodEvent _) => this; }
            """ },
        { "a key of several values", """
            [ReadModel("bad")] public partial record Bad([Key] int[] Ids) { Bad On(Good.GoodEvent _) => this; }
            """ },
        { "a key of a missing type", """
            [ReadModel("bad")] public partial record Bad([Key] Missing Id) { Bad On(Good.GoodEvent _) => this; }
            """ },
        { "a computed key", """
            [ReadModel("bad")] public partial record Bad(int A) { [Key] public int B => A; static Bad On(Good.GoodEvent _) => new(1); }
            """ },
        { "a key and no KeyOf", """
            [ReadModel("bad")] public partial record Bad([Key] int Number) { Bad On(Good.GoodEvent _) => this; }
            """ },
        { "a tag and another key and no KeyOf", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id, [Key] int Number) { Bad On(Good.GoodEvent _) => this; }
            """ },
        { "KeyOf for one event of two", """
            [Event("plain")] public partial record Plain(int Number);
            [ReadModel("bad")] public partial record Bad([Key] int Number)
            {
                static int KeyOf(Plain e) => e.Number;
                Bad On(Plain e) => this;
                Bad On(Good.GoodEvent e) => this;
            }
            """ },
        { "KeyOf for an event without a handler", """
            [Event("plain")] public partial record Plain(int Number);
            [ReadModel("bad")] public partial record Bad([Key] int Number)
            {
                static int KeyOf(Plain e) => e.Number;
                static int KeyOf(Good.GoodEvent e) => 1;
                Bad On(Plain e) => this;
            }
            """ },
        { "KeyOf for a tag", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id)
            {
                static Good.GoodId KeyOf(Good.GoodEvent e) => e.Id;
                Bad On(Good.GoodEvent e) => this;
            }
            """ },
        { "KeyOf without a key", """
            [ReadModel("bad")] public partial record Bad(int Number = 0)
            { static int KeyOf(Good.GoodEvent e) => 1; Bad On(Good.GoodEvent e) => this; }
            """ },
        { "KeyOf of another type", """
            [ReadModel("bad")] public partial record Bad([Key] int Number)
            { static string KeyOf(Good.GoodEvent e) => ""; Bad On(Good.GoodEvent e) => this; }
            """ },
        { "KeyOf of an instance", """
            [ReadModel("bad")] public partial record Bad([Key] int Number)
            { int KeyOf(Good.GoodEvent e) => 1; Bad On(Good.GoodEvent e) => this; }
            """ },
        { "a tag of what has no one text", """
            [ReadModel("bad")] public partial record Bad([Key, Tag("a")] double Number) { Bad On(Good.GoodEvent e) => this; }
            """ },

        { "by way of an event without the key", Via("Linked", "Told") },
        { "by way of an event without a tag in common", Via("Good.GoodEvent", "Plain") },
        { "by way of an event with two tags in common", Via("Both", "Two") },
        { "by way of a tag that only one has", Via("Told", "Linked", "(\"two\")") },
        { "by way of what is no event", Via("Good.GoodId", "Linked") },
        { "by way of a missing type", Via("Missing", "Linked") },
        { "by way of a bad event", """
            [Event("odd")] public partial record Odd(Good.GoodId Id, object Value);
            """ + Via("Odd", "Linked") },
        { "by way of another event to the event of the key", Via("Told", "Good.GoodEvent") },
        { "by way of one event twice", Via("Told", "Linked", ", Via<Told>") },
        { "by way of another event of a family", Via("Told", "IFamily") },
        { "by way of another event to no row", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id)
            { [Via<Good.GoodEvent>] static int Other() => 1; Bad On(Good.GoodEvent e) => this; }
            """ },
        { "by way of another event without tags", """
            [ReadModel("bad")] public partial record Bad([Key] long Position)
            { [Via<Good.GoodEvent>] static Bad On(Good.GoodEvent e, long position) => new(position); }
            """ },

        { "joined by a tag that the event lacks", Join(ByLink, "Good.GoodEvent") },
        { "joined by a tag that may be absent", Join(ByLink, "Loose") },
        { "joined by a tag that may be there several times", Join(ByLink, "Many") },
        { "joined by a tag of a family", Join(ByLink, "IFamily") },
        { "joined by an enum", Join(
            "public partial record struct Model([Tag(\"level\")] Level Level) { public int N; void On(Levelled _) => N++; }", "Levelled") },
        { "joined with a model that can be changed later", Join(
            "public partial record struct Model(LinkId Link) { public int[] Numbers = []; void On(Linked _) => Numbers = [1]; }") },
        { "joined with the last event alone", Join(
            "public partial record struct Model(LinkId Link) { public int Number; /* Last */ void On(Linked _) => Number++; }") },
        { "joined with a bad model", Join("public partial record struct Model(int Link) { void On(Linked _) { } }") },
        { "joined with one model twice", Join(ByLink, "Linked", type: "Model one, Model") },
        { "joined with what may be null", Join(ByLink, "Linked", type: "Model?") },

        { "no column", """[ReadModel("bad")] public partial record Bad { Bad On(Good.GoodEvent _) => this; }""" },
        { "a column of no codec", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id, object? Any = null) { Bad On(Good.GoodEvent _) => this; }
            """ },
        { "a column of a bad tag type", """
            [Tag("odd")] public readonly partial record struct Odd(object Value);
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id, Odd Odd = default) { Bad On(Good.GoodEvent _) => this; }
            """ },
        { "a computed column of no codec", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id)
            { public object Any => this; Bad On(Good.GoodEvent _) => this; }
            """ },
        { "a member beside the constructor", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id)
            { public int Number { get; init; } Bad On(Good.GoodEvent _) => this; }
            """ },
        { "a member with hidden state", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id) { private int number; Bad On(Good.GoodEvent _)
            { number++; return this; } }
            """ },
        { "two columns of one name", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id, int LentAt = 0, int Lent_at = 0)
            { Bad On(Good.GoodEvent _) => this; }
            """ },
        { "a column of another alphabet", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id, int Größe = 0) { Bad On(Good.GoodEvent _) => this; }
            """ },
        { "an index of JSON", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id, [Index] int[]? Numbers = null)
            { Bad On(Good.GoodEvent _) => this; }
            """ },
        { "an index of what has no column", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id)
            { [Index] public static int Number => 1; Bad On(Good.GoodEvent _) => this; }
            """ },
        { "an index of a bad name", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id, [Index("By Number")] int Number = 0)
            { Bad On(Good.GoodEvent _) => this; }
            """ },
        { "an index of one member twice", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id, [Index, Index] int Number = 0)
            { Bad On(Good.GoodEvent _) => this; }
            """ },
        { "an index that is called as another's column", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id, [Index] int A = 0, [Index("a")] int B = 0)
            { Bad On(Good.GoodEvent _) => this; }
            """ },
        { "an index that is unique by half", """
            [ReadModel("bad")] public partial record Bad([Key] Good.GoodId Id, [Index("i", Unique = true)] int A = 0,
            [Index("i")] int B = 0) { Bad On(Good.GoodEvent _) => this; }
            """ },

        { "a projection that is static", """[Projection("bad")] public static partial class Bad { }""" },
        { "a projection that derives", Projection("public class Base; ", "public partial class Bad : Base") },
        { "a projection of a bad name", Projection("", "public partial class Bad", "\"a-b\"") },
        { "a projection with a bad part", Projection("", "public partial class Bad", "\"bad\", Parts = [\"A\"]") },
        { "a projection with a part twice", Projection("", "public partial class Bad", "\"bad\", Parts = [\"a\", \"a\"]") },
        { "a projection without Create", """
            [Projection("bad")] public partial class Bad { static void On(Good.GoodEvent e) { } }
            """ },
        { "a projection without a handler", """
            [Projection("bad")] public partial class Bad { static void Create(System.Text.StringBuilder sql) { } }
            """ },
        { "a projection with a handler of an instance", """
            [Projection("bad")] public partial class Bad
            { static void Create(System.Text.StringBuilder sql) { } void On(Good.GoodEvent e, System.Text.StringBuilder sql) { } }
            """ },
        { "a generic projection", Projection("", "public partial class Bad<T>") },
        { "a projection that is not partial", Projection("", "public class Bad") },

        { "a row that is not partial", """[Row] public record Bad(int A);""" },
        { "a row that is no record", """[Row] public partial class Bad { public int A { get; } }""" },
        { "an abstract row", """[Row] public abstract partial record Bad(int A);""" },
        { "a generic row", """[Row] public partial record Bad<T>(T A);""" },
        { "a row without columns", """[Row] public partial record Bad;""" },
        { "a row of no codec", """[Row] public partial record Bad(object A);""" },
        { "a row with a member beside the constructor", """
            [Row] public partial record struct Bad(int A) { public int B { get; set; } }
            """ },
        { "a row that is a read model", $"""[Row, ReadModel("Bad")] public partial record Bad([Key] Good.GoodId Id) {On}""" },
    };
}
