using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Declarations;

/// <summary>A message names the thing and the way out.</summary>
public class MessageTests
{
    [SampledTheory]
    [InlineData("public class Outer { [Event(\"e\")] public partial record E(int A); }",
        "'Outer' must be partial, so that generated code can complete 'E' in it")]
    [InlineData("[Event(\"e\")] public partial record E<T>(T A);",
        "'E' gets no generated code: 'E<T>' is generic, and a log has one name for one type; write a type for each")]
    [InlineData("[Event(\"e\")] public partial record E(IEnumerable<int> A);",
        "'E.A' can't be stored: there is no codec for 'IEnumerable<int>'; use 'IReadOnlyList<int>'")]
    [InlineData("[Event(\"e\")] public partial record E(IDictionary<string, int> A);",
        "'E.A' can't be stored: there is no codec for 'IDictionary<string, int>'; use 'IReadOnlyDictionary<string, int>'")]
    [InlineData("[Event(\"e\")] public partial record E(Dictionary<double, int> A);",
        "'E.A' can't be stored: the keys of 'Dictionary<double, int>' become the names of fields, and only text, a Guid, a whole number, "
            + "an enum or a struct of one such value can; use a list of records")]
    [InlineData("public readonly record struct Id(Guid Value); [Event(\"e\")] public partial record E(SortedSet<Id> A);",
        "'E.A' can't be stored: what 'SortedSet<Id>' holds has no order that is the same on every machine; implement IComparable<T> and "
            + "use a sorted set, or use 'IReadOnlySet<Id>'")]
    [InlineData("[Event(\"b\")] public partial record B(int A); [Event(\"e\")] public partial record E(int A) : B(A);",
        "'E' gets no generated code: it derives from the event 'B'; move what both share to a record that is no event, or to an "
            + "interface that extends IEvent")]
    [InlineData("public class Plain; public record Inner(Plain Value); [Event(\"e\")] public partial record E(List<Inner> A);",
        "'E.A' can't be stored: of 'Inner.Value' in it, there is no codec for 'Plain'; make 'Plain' a record whose constructor takes all "
            + "that it holds, or put [Converter(typeof(…))] on 'Plain', of an IEventConverter<Plain> (namespace Opossum.Typed.Json)")]
    [InlineData("[Event(\"e\")] public partial record E(int Name, int name);",
        "'E.name' and 'Name' are stored, or were, under names that differ by case at most; rename one")]
    [InlineData("public record Inner(int A) { public int B { get; private set; } } [Event(\"e\")] public partial record E(Inner C);",
        "'Inner.B' would not come back as it was written: nothing that reading may call sets it; give it a public 'init'; or compute it "
            + "with '=>'; or put [Ignore] on it if it need not be stored ('E.C' holds it)")]
    [InlineData("""
        public readonly record struct Email
        {
            private readonly string _value;
            private Email(string value) => _value = value;
            public static Email Parse(string text) => new(text);
        }
        [Event("e")] public partial record E(Email A);
        """,
        "'Email._value' would not come back as it was written: no stored member of 'Email' holds it; replace it by 'public string "
            + "Value { get; }', and mark the constructor that takes 'value' with [EventConstructor] (made internal, it stores the bare "
            + "value; private, an object); or put [Converter(typeof(…))] on 'Email', of an IEventConverter<Email> (namespace "
            + "Opossum.Typed.Json); or put [Ignore] on the field if it need not be stored ('E.A' holds it)")]
    [InlineData("""
        public record Base { public virtual int A { get; init; } }
        [Event("e")] public partial record E : Base { public override int A => 1; }
        """,
        "'E.A' would not come back as it was written: it overrides one accessor, and the other is that of 'Base.A'; override both, or put "
            + "[Ignore] on it")]
    [InlineData("[Event(\"e\")] public partial record E(System.Text.StringBuilder A);",
        "'E.A' can't be stored: there is no codec for 'StringBuilder'; put [Converter(typeof(…))] on 'E.A', of an "
            + "IEventConverter<StringBuilder> (namespace Opossum.Typed.Json)")]
    [InlineData("[Event(\"e\")] public partial record E(System.Net.IPAddress A);",
        "'E.A' can't be stored: there is no codec for 'IPAddress'; put [Converter(typeof(…))] on 'E.A', of an "
            + "IEventConverter<IPAddress> (namespace Opossum.Typed.Json)")]
    [InlineData("[Event(\"e\")] public abstract partial record E(int A);",
        "'E' gets no generated code: it is abstract, so no event is one; put [Event] on the records that derive from it, and let it "
            + "implement IEvent without the attribute")]
    [InlineData("[Event(\"e\")] public partial record E { public int A { get; } internal E(int a) => A = a; }",
        "'E' would not come back as it was written: it has no public constructor that takes or leaves settable all of its state; write its "
            + "members as parameters behind its name, 'E(int A)'; or mark the constructor that takes 'a' with [EventConstructor]")]
    [InlineData("[Event(\"e\")] public partial record E([Tag(\"a\")] decimal A);",
        "'E.A' can't be a tag: 'decimal' has no one text that stays the same for ever; use text, a Guid, a whole number or an enum")]
    [InlineData("[Event(\"e\")] public partial record E([Tag(\"order-id\")] Guid A, [Tag(\"order_id\")] Guid B);",
        "'E.B' can't be a tag: its key 'order_id' and the key 'order-id' of 'E.A' both give the query method 'ForOrderId', which could ask "
            + "for one of them only; make one of them a tag type, or choose another key")]
    [InlineData("""
        [Tag("t")] public readonly partial record struct T(Guid Value);
        [Event("e")] public partial record E([Tag("a")] T A);
        """,
        "'E.A' can't be a tag: its type 'T' is a tag type and has a key already; remove the attribute")]
    [InlineData("""
        [Tag("t")] public readonly partial record struct T(Guid Value);
        [Event("e")] public partial record E([Tag("a")] T? A);
        """,
        "'E.A' can't be a tag: it holds 'T', which is a tag type and has a key already; remove the attribute")]
    [InlineData("""
        [Tag("t")] public readonly partial record struct T(Guid Value);
        [Event("e")] public partial record E([Tag("a")] IReadOnlyList<T> A);
        """,
        "'E.A' can't be a tag: it holds 'T', which is a tag type and has a key already; remove the attribute")]
    [InlineData("""
        [Event("e", Version = 2)] public partial record E(int A) { static E Upcast(D old) => new(old.A); }
        [Event("e", Version = 2)] public partial record D(int A);
        """,
        "'E' can't be made of an older version: 'D' is not of a lower version; number the versions from the oldest on")]
    [InlineData("[Event(\"e\")] public partial record E((int X, int x) A);",
        "'E.A.x' and 'X' are stored, or were, under names that differ by case at most; rename one")]
    [InlineData("public class Coupons : List<string>; [Event(\"e\")] public partial record E(Coupons A);",
        "'E.A' can't be stored: there is no codec for 'Coupons', which derives from 'List<string>'; use that, or put "
            + "[Converter(typeof(…))] on 'Coupons', of an IEventConverter<Coupons> (namespace Opossum.Typed.Json)")]
    [InlineData("""
        [System.Text.Json.Serialization.JsonDerivedType(typeof(Cash), "cash")] public interface IPayment;
        public readonly record struct Cash(int Amount) : IPayment;
        [Event("e")] public partial record E(IPayment A);
        """,
        "'E.A' can't be stored: 'IPayment' lists 'Cash', which is a struct; make it a record class")]
    [InlineData("[Event(\"e\")] public partial record E([Tag(\"a\")] bool A);",
        "'E.A' can't be a tag: a 'bool' has two values, so its tag would be on half of all events; use an enum, whose names say which")]
    [InlineData("[Event(\"e\")] public partial record E([Tag(\"a\")] char A);",
        "'E.A' can't be a tag: a 'char' can't; make it a 'string'")]
    [InlineData("[Tag(\"t\")] public readonly partial record struct T(int? Value);",
        "'T' can't be a tag: its value may be null, and a tag has one; remove the question mark, and write 'T?' where there may be none")]
    [InlineData("[Event(\"e\")] public partial record E([Field(\"a\\n\")] int A);",
        "'E' gets no generated code: [Field] on 'E.A': its name, and each of its aliases, must be 1 to 255 bytes of text without quotes, "
            + "backslashes and control characters")]
    public async Task A_message_names_the_thing_and_the_way_out(string source, string message)
    {
        var compilation = CSharpCompilation.Create(
            "App",
            [CSharpSyntaxTree.ParseText("using System; using System.Collections.Generic; using Opossum.Typed;\n" + source)],
            [.. Net10.Framework, MetadataReference.CreateFromFile(typeof(OpossumStore).Assembly.Location)],
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var found = await compilation.WithAnalyzers([new DeclarationAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(message, Assert.Single(found).GetMessage(CultureInfo.InvariantCulture));
    }
}
