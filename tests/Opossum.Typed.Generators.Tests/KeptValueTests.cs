namespace Opossum.Typed.Generators.Tests;

/// <summary>
/// Reading calls constructors and setters with what was stored. One that makes something else of its value would do so again, and is
/// refused wherever the source shows it.
/// </summary>
public class KeptValueTests
{
    public static TheoryData<string, string> Changed => new()
    {
        { "an initializer that computes", """
            [Event("bad")] public partial record Bad(int A) { public int A { get; } = A * 2; }
            """ },
        { "an initializer that trims what 'init' does not", """
            [Event("bad")] public partial record Bad(string A) { public string A { get; init; } = A.Trim(); }
            """ },
        { "an initializer that appends", """
            [Event("bad")] public partial record Bad(string A) { public string A { get; } = $"{A}!"; }
            """ },
        { "an initializer that takes a part", """
            [Event("bad")] public partial record Bad(string A) { public string A { get; } = A.Substring(1); }
            """ },
        { "initializers that swap", """
            [Event("bad")] public partial record Bad(int A, int B) { public int A { get; } = B; public int B { get; } = A; }
            """ },
        { "a constant in place of the parameter", """
            [Event("bad")] public partial record Bad(int A) { public int A { get; init; } = 5; }
            """ },
        { "no initializer", """
            [Event("bad")] public partial record Bad(int A) { public int A { get; init; } }
            """ },
        { "a method of its own that computes", """
            [Event("bad")] public partial record Bad(int A) { public int A { get; } = Next(A); static int Next(int a) => a + 1; }
            """ },
        { "a constructor that swaps", """
            [Event("bad")] public partial record Bad
            {
                public Bad(int a, int b) { A = b; B = a; }
                public int A { get; }
                public int B { get; }
            }
            """ },
        { "a constructor that swaps in a tuple", """
            public class Inner
            {
                [EventConstructor] public Inner(int a, int b) => (A, B) = (b, a);
                public int A { get; }
                public int B { get; }
            }
            [Event("bad")] public partial record Bad(Inner A);
            """ },
        { "a constructor that computes", """
            [Event("bad")] public partial record Bad { public Bad(int a) { A = a; A += 1; } public int A { get; } }
            """ },
        { "a constructor that changes its parameter", """
            [Event("bad")] public partial record Bad { public Bad(int a) { a++; A = a; } public int A { get; } }
            """ },
        { "a constructor that computes in a variable", """
            [Event("bad")] public partial record Bad { public Bad(int a) { var twice = a * 2; A = twice; } public int A { get; } }
            """ },
        { "a constructor that keeps nothing", """
            [Event("bad")] public partial record Bad { public Bad(int a) { } public int A { get; init; } }
            """ },
        { "a constructor that passes something else on", """
            [Event("bad")] public partial record Bad
            {
                [EventConstructor] public Bad(int a) : this(a + 1, "") { }
                public Bad(int a, string b) => (A, B) = (a, b);
                public int A { get; }
                public string B { get; init; }
            }
            """ },
        { "a base that gets something else", """
            public record Base(int A);
            [Event("bad")] public partial record Bad(int A) : Base(A + 1);
            """ },
        { "a base that gets nothing", """
            public record Base { public int A { get; init; } }
            [Event("bad")] public partial record Bad(int A) : Base;
            """ },
        { "a factory that computes", """
            public sealed class Cents
            {
                private Cents(int value) => Value = value;
                public int Value { get; }
                [EventConstructor] public static Cents Of(int value) => new(value * 100);
            }
            [Event("bad")] public partial record Bad(Cents A);
            """ },
        { "a getter that computes", """
            public sealed class Number
            {
                private readonly int _value;
                [EventConstructor] public Number(int value) => _value = value;
                public int Value => _value + 1;
            }
            [Event("bad")] public partial record Bad(Number A);
            """ },
        { "a getter that computes, and a setter that does not", """
            [Event("bad")] public partial record Bad
            {
                private int _a;
                public int A { get => _a + 1; init => _a = value; }
            }
            """ },
        { "a setter that computes", """
            [Event("bad")] public partial record Bad { public int A { get; init => field = value * 2; } }
            """ },
        { "a getter that returns something else than the setter was given", """
            [Event("bad")] public partial record Bad { private int _a; public int A { get => 1; init => _a = value; } }
            """ },
        { "a private property that no stored one is before", """
            [Event("bad")] public partial record Bad(int A)
            {
                private string Text { get; set; } = "";
                public void Change(string text) => Text = text;
            }
            """ },
        { "a private property of which a part is stored", """
            [Event("bad")] public partial record Bad
            {
                private (int, int) Both { get; set; }
                public int A { get => Both.Item1; init => Both = (value, 1); }
            }
            """ },
        { "a constructor with any arguments", """
            [Event("bad")] public partial record Bad { [EventConstructor] public Bad(int a, __arglist) => A = a; public int A { get; } }
            """ },
        { "a part of a private tuple", """
            [Event("bad")] public partial record Bad
            {
                private (int, int) _a;
                public int A { get => _a.Item1; init => _a = (value, 7); }
            }
            """ },
        { "one of several items of a private array", """
            [Event("bad")] public partial record Bad
            {
                private readonly int[] _a = new int[2];
                public int A { get => _a[0]; init => _a[0] = value; }
            }
            """ },
        { "a part of a private record that may be null", """
            public record Point(int X, int Y);
            [Event("bad")] public partial record Bad
            {
                private Point? _a;
                public int? A { get => _a?.X; init => _a = value is { } x ? new(x, 1) : null; }
            }
            """ },
        { "a part of what a constructor keeps", """
            public sealed class Pair
            {
                private readonly (int A, int B) _values;
                [EventConstructor] public Pair(int a) => _values = (a, 1);
                public int A => _values.A;
            }
            [Event("bad")] public partial record Bad(Pair A);
            """ },
    };

    public static TheoryData<string, string> Kept => new()
    {
        { "initializers that check", """
            [Event("e")] public partial record E(string A, int B, string? C, List<int> D, string F, int G)
            {
                public string A { get; init; } = A ?? throw new ArgumentNullException(nameof(A));
                public int B { get; init; } = B > 0 ? B : throw new ArgumentOutOfRangeException(nameof(B));
                public string? C { get; init; } = Checked(C);
                public List<int> D { get; init; } = [.. D];
                public string F { get; init; } = F switch { "" => throw new ArgumentException("", nameof(F)), _ => F };
                public int G { get; init; } = (G);
                private static string? Checked(string? text)
                {
                    if (text == "") throw new ArgumentException("", nameof(text));
                    return text;
                }
            }
            """ },
        { "what stays as it is when it is done again", """
            public sealed record Code
            {
                [EventConstructor] public Code(string value, decimal price)
                {
                    var trimmed = value.Trim().ToUpperInvariant();
                    Value = trimmed.Replace(" ", "");
                    Price = decimal.Round(price, 2);
                }
                public string Value { get; }
                public decimal Price { get; }
            }
            [Event("e")] public partial record E(Code A);
            """ },
        { "fields behind properties", """
            public readonly struct Email
            {
                private readonly string? _value;
                [EventConstructor] public Email(string value) => _value = value;
                public string Value => _value ?? "";
            }
            public sealed class Lines
            {
                private readonly List<int> _items;
                [EventConstructor] public Lines(IReadOnlyList<int> items) => _items = [.. items];
                public IReadOnlyList<int> Items => _items.AsReadOnly();
            }
            [Event("e")] public partial record E(Email A, Lines B)
            {
                private string _note = "";
                public string Note { get => _note; init => _note = value.Trim(); }
                public string Other { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = "";
            }
            """ },
        { "what a getter undoes", """
            [Event("e")] public partial record E
            {
                private long _cents;
                public decimal Price { get => _cents / 100m; init => _cents = (long)(value * 100); }
            }
            """ },
        { "all parts of a field", """
            [Event("e")] public partial record E
            {
                private (int X, int Y) _at;
                public int X { get => _at.X; init => _at.X = value; }
                public int Y { get => _at.Y; init => _at.Y = value; }
            }
            """ },
        { "bases that get what was given", """
            public abstract record Root(string Name) { public string Name { get; init; } = Name; }
            public abstract record Base(string Name, int Number) : Root(Name: Name);
            [Event("e")] public partial record E(string Name, int Number) : Base(Name, Number);
            """ },
        { "constructors that call each other", """
            public class Part
            {
                [EventConstructor] public Part(int a) : this(a, "") { }
                public Part(int a, string b) { A = a; B = b; }
                public int A { get; }
                public string B { get; init; }
            }
            [Event("e")] public partial record E(Part A);
            """ },
        { "parameters that a class captures", """
            public sealed class Named(string name, int number)
            {
                [EventConstructor] public Named(string name) : this(name, 1) { }
                public string Name => name;
                [Ignore] public int Number => number;
            }
            [Event("e")] public partial record E(Named A);
            """ },
        { "a factory that refuses", """
            public readonly record struct Iban
            {
                private Iban(string value) => Value = value;
                public string Value { get; }
                [EventConstructor] public static Iban Parse(string value) => value.Length > 14 ? new(value) : throw new FormatException();
            }
            [Event("e")] public partial record E(Iban A);
            """ },
        { "a method of somebody else", """
            [Event("e")] public partial record E(string A)
            {
                public string A { get; init; } = Guard.NotEmpty(A);
            }
            public static class Guard
            {
                public static string NotEmpty(string value) => value.Length > 0 ? value : throw new FormatException();
            }
            """ },
        { "a private property behind a stored one", """
            [Event("e")] public partial record E
            {
                private string Text { get; set; } = "";
                public string A { get => Text; init => Text = value; }
            }
            """ },
        { "a parameter that takes null to refuse it", """
            public sealed class Count
            {
                [EventConstructor] public Count(int? value) => Value = value ?? throw new ArgumentNullException(nameof(value));
                public int Value { get; }
            }
            [Event("e")] public partial record E(Count A);
            """ },
        { "an array that is set whole", """
            [Event("e")] public partial record E
            {
                private int[] _all = [];
                public int[] All { get => _all; init => _all = value; }
                public int First => _all[0];
            }
            """ },
    };

    [SampledTheory, MemberData(nameof(Changed))]
    public void A_value_that_would_come_back_changed_is_refused(string reason, string source) =>
        RefusalTests.AssertRefused(reason, source, "Event");

    [SampledTheory, MemberData(nameof(Kept))]
    public void A_value_that_comes_back_as_it_was_is_stored(string what, string source) => AcceptanceTests.AssertCompiles(what, source, 1);
}
