namespace Opossum.Typed.Generators.Tests;

/// <summary>Decision models and deciders that get no generated code.</summary>
public static class RefusedDecisions
{
    private const string On = "void On(Good.GoodEvent _) { }";
    private const string Decide = "[Decider] Decision Decide(Good.GoodModel model) => Decision.Nothing;";

    public static TheoryData<string, string> Models => new()
    {
        { "not partial", $$"""[DecisionModel] public record struct Bad(Good.GoodId Id) { {{On}} }""" },
        { "in what is not partial", $$"""
            public class Outer { [DecisionModel] public partial record struct Bad(Good.GoodId Id) { {{On}} } }
            """ },
        { "generic", $$"""[DecisionModel] public partial record struct Bad<T>(Good.GoodId Id) { {{On}} }""" },
        { "file-local", $$"""[DecisionModel] file partial record struct Bad(Good.GoodId Id) { {{On}} }""" },
        { "private", $$"""public partial class Outer { [DecisionModel] private partial record struct Bad(Good.GoodId Id) { {{On}} } }""" },
        { "static", """[DecisionModel] public static partial class Bad { static void On(Good.GoodEvent _) { } }""" },
        { "abstract", $$"""[DecisionModel] public abstract partial record Bad(Good.GoodId Id) { {{On}} }""" },
        { "a ref struct", $$"""[DecisionModel] public ref partial struct Bad { {{On}} }""" },
        { "derived", $$"""public record Base; [DecisionModel] public partial record Bad(Good.GoodId Id) : Base { {{On}} }""" },
        { "derived from a missing type", $$"""[DecisionModel] public partial record Bad(Good.GoodId Id) : Missing { {{On}} }""" },
        { "obsolete as an error", $$"""
            [Obsolete("gone", true), DecisionModel] public partial record struct Bad(Good.GoodId Id) { {{On}} }
            """ },
        { "an interface", """[DecisionModel] public partial interface Bad { void On(Good.GoodEvent _); }""" },
        { "marked twice", $$"""[DecisionModel, DecisionModel] public partial record struct Bad(Good.GoodId Id) { {{On}} }""" },
        { "no handler", """[DecisionModel] public partial record struct Bad(Good.GoodId Id);""" },
        { "a number in its boundary", $$"""[DecisionModel] public partial record struct Bad(Good.GoodId Id, int Limit) { {{On}} }""" },
        { "a tag that may be null", $$"""[DecisionModel] public partial record struct Bad(Good.GoodId? Id) { {{On}} }""" },
        { "a value that may be null for a tag", $$"""
            [DecisionModel] public partial record struct Bad([Tag("good")] Guid? Id) { {{On}} }
            """ },
        { "a text that may be null for a tag", $$"""
            [DecisionModel] public partial record struct Bad([Tag("good")] string? Id) { {{On}} }
            """ },
        { "a fraction for a tag", $$"""[DecisionModel] public partial record struct Bad([Tag("good")] double Id) { {{On}} }""" },
        { "a tag type that is none", $$"""
            [Tag("good")] public record struct NoTag(Guid Value);
            [DecisionModel] public partial record struct Bad(NoTag Id) { {{On}} }
            """ },
        { "a tag by reference", $$"""[DecisionModel] public partial class Bad(ref Good.GoodId id) { {{On}} }""" },
        { "a missing tag", $$"""[DecisionModel] public partial record struct Bad(Missing Id) { {{On}} }""" },
        { "a parameter that nothing keeps", $$"""[DecisionModel] public partial class Bad { public Bad(Good.GoodId id) { } {{On}} }""" },
        { "two constructors", $$"""
            [DecisionModel] public partial class Bad
            {
                public Bad() { }
                public Bad(Good.GoodId id) => Id = id;
                public Good.GoodId Id { get; }
                {{On}}
            }
            """ },
        { "a private constructor", $$"""[DecisionModel] public partial class Bad { private Bad() { } {{On}} }""" },
        { "a required member", $$"""
            [DecisionModel] public partial record Bad(Good.GoodId Id)
            {
                public required int Number { get; set; }
                {{On}}
            }
            """ },
        { "a handler of text", """[DecisionModel] public partial record struct Bad(Good.GoodId Id) { void On(string e) { } }""" },
        { "a handler of any event", """[DecisionModel] public partial record struct Bad(Good.GoodId Id) { void On(IEvent e) { } }""" },
        { "a handler of nothing", """[DecisionModel] public partial record struct Bad(Good.GoodId Id) { void On() { } }""" },
        { "a handler of a missing event", """
            [DecisionModel] public partial record struct Bad(Good.GoodId Id) { void On(Missing e) { } }
            """ },
        { "a handler of an event that is refused", """
            [Event("bad")] public record Odd(Good.GoodId Id);
            [DecisionModel] public partial record struct Bad(Good.GoodId Id) { void On(Odd e) { } }
            """ },
        { "a handler that answers", """
            [DecisionModel] public partial record struct Bad(Good.GoodId Id)
            {
                bool On(Good.GoodEvent _) => true;
            }
            """ },
        { "a handler that waits", """
            [DecisionModel] public partial class Bad(Good.GoodId id)
            {
                async void On(Good.GoodEvent _) => await System.Threading.Tasks.Task.Delay(1);
            }
            """ },
        { "a generic handler", """
            [DecisionModel] public partial record struct Bad(Good.GoodId Id)
            {
                void On<T>(Good.GoodEvent _) { }
            }
            """ },
        { "a handler by reference", """
            [DecisionModel] public partial record struct Bad(Good.GoodId Id)
            {
                void On(in Good.GoodEvent _) { }
            }
            """ },
        { "a static handler without a state", """
            [DecisionModel] public partial record struct Bad(Good.GoodId Id)
            {
                static Bad On(Good.GoodEvent e) => default;
            }
            """ },
        { "a static handler that gives nothing", """
            [DecisionModel] public partial record Bad(Good.GoodId Id)
            {
                static void On(Bad state, Good.GoodEvent e) { }
            }
            """ },
        { "a handler that wants text", """
            [DecisionModel] public partial record struct Bad(Good.GoodId Id)
            {
                void On(Good.GoodEvent _, string user) { }
            }
            """ },
        { "a handler that wants the position twice", """
            [DecisionModel] public partial record struct Bad(Good.GoodId Id)
            {
                void On(Good.GoodEvent _, long a, long b) { }
            }
            """ },
        { "a handler that is obsolete as an error", """
            [DecisionModel] public partial record struct Bad(Good.GoodId Id)
            {
                [Obsolete("gone", true)] void On(Good.GoodEvent _) { }
            }
            """ },
        { "two handlers of one event", """
            [DecisionModel] public partial record struct Bad(Good.GoodId Id)
            {
                void On(Good.GoodEvent _) { }
                void On(Good.GoodEvent _, long position) { }
            }
            """ },
        { "an event without its tag", """
            [Tag("other")] public readonly partial record struct Other(int Value);
            [DecisionModel] public partial record struct Bad(Other Id) { void On(Good.GoodEvent _) { } }
            """ },
        { "an event without one of its tags", """
            [DecisionModel] public partial record struct Bad(Good.GoodId Id, [Tag("other")] string Other)
            {
                void On(Good.GoodEvent _) { }
            }
            """ },
        { "an unfinished boundary", """[DecisionModel] public partial record struct Bad(Good.GoodId""" },
        { "an unfinished handler", """[DecisionModel] public partial record struct Bad(Good.GoodId Id) { void On(""" },
    };

    public static TheoryData<string, string> Deciders => new()
    {
        { "not partial", $$"""public record Bad(Good.GoodId Id) { {{Decide}} }""" },
        { "in what is not partial", $$"""public class Outer { public partial record Bad(Good.GoodId Id) { {{Decide}} } }""" },
        { "generic", $$"""public partial record Bad<T>(Good.GoodId Id) { {{Decide}} }""" },
        { "private", $$"""public partial class Outer { private partial record Bad(Good.GoodId Id) { {{Decide}} } }""" },
        { "an interface", """
            public partial interface Bad
            {
                Good.GoodId Id { get; }
                [Decider] Decision Decide(Good.GoodModel model) => Decision.Nothing;
            }
            """ },
        { "a ref struct", $$"""public ref partial struct Bad { public Good.GoodId Id; {{Decide}} }""" },
        { "static", """
            public partial record Bad(Good.GoodId Id)
            {
                [Decider] static Decision Decide(Good.GoodModel model) => Decision.Nothing;
            }
            """ },
        { "a generic method", """
            public partial record Bad(Good.GoodId Id)
            {
                [Decider] Decision Decide<T>(Good.GoodModel model) => Decision.Nothing;
            }
            """ },
        { "a task", """
            public partial record Bad(Good.GoodId Id)
            {
                [Decider] async System.Threading.Tasks.Task<Decision> Decide(Good.GoodModel model)
                {
                    await System.Threading.Tasks.Task.Yield();
                    return Decision.Nothing;
                }
            }
            """ },
        { "another answer", """public partial record Bad(Good.GoodId Id) { [Decider] bool Decide(Good.GoodModel model) => true; }""" },
        { "a missing answer", """public partial record Bad(Good.GoodId Id) { [Decider] Missing Decide(Good.GoodModel model) => null; }""" },
        { "obsolete as an error", """
            public partial record Bad(Good.GoodId Id)
            {
                [Obsolete("gone", true), Decider] Decision Decide(Good.GoodModel model) => Decision.Nothing;
            }
            """ },
        { "two deciders", $$"""
            public partial record Bad(Good.GoodId Id)
            {
                {{Decide}} [Decider] Decision Again(Good.GoodModel model) => Decision.Nothing;
            }
            """ },
        { "a parameter of text", """
            public partial record Bad(Good.GoodId Id)
            {
                [Decider] Decision Decide(string user) => Decision.Nothing;
            }
            """ },
        { "a parameter of an event", """
            public partial record Bad(Good.GoodId Id)
            {
                [Decider] Decision Decide(Good.GoodEvent e) => Decision.Nothing;
            }
            """ },
        { "a parameter by reference", """
            public partial record Bad(Good.GoodId Id)
            {
                [Decider] Decision Decide(ref Good.GoodModel model) => Decision.Nothing;
            }
            """ },
        { "a set of models", """
            public partial record Bad(Good.GoodId[] Ids)
            {
                [Decider] Decision Decide(HashSet<Good.GoodModel> models) => Decision.Nothing;
            }
            """ },
        { "a missing model", """
            public partial record Bad(Good.GoodId Id)
            {
                [Decider] Decision Decide(Missing model) => Decision.Nothing;
            }
            """ },
        { "a model that is refused", """
            [DecisionModel] public record struct NoModel(Good.GoodId Id);
            public partial record Bad(Good.GoodId Id)
            {
                [Decider] Decision Decide(NoModel model) => Decision.Nothing;
            }
            """ },
        { "no id", """public partial record Bad(Guid Id) { [Decider] Decision Decide(Good.GoodModel model) => Decision.Nothing; }""" },
        { "an id that may be null", """
            public partial record Bad(Good.GoodId? Id)
            {
                [Decider] Decision Decide(Good.GoodModel model) => Decision.Nothing;
            }
            """ },
        { "two ids of other names", """
            public partial record Bad(Good.GoodId From, Good.GoodId To)
            {
                [Decider] Decision Decide(Good.GoodModel model) => Decision.Nothing;
            }
            """ },
        { "a text of another name", """
            [DecisionModel] public partial record struct ByName([Tag("good")] string Name)
            {
                void On(Good.GoodEvent _) { }
            }
            public partial record Bad(string Text)
            {
                [Decider] Decision Decide(ByName model) => Decision.Nothing;
            }
            """ },
        { "models without ids", """
            public partial record Bad(Good.GoodId Id)
            {
                [Decider] Decision Decide(Good.GoodModel[] models) => Decision.Nothing;
            }
            """ },
        { "models with two members of ids", """
            public partial record Bad(Good.GoodId[] From, List<Good.GoodId> To)
            {
                [Decider] Decision Decide(IReadOnlyList<Good.GoodModel> models) => Decision.Nothing;
            }
            """ },
        { "models by another key", """
            public partial record Bad(Good.GoodId[] Ids)
            {
                [Decider] Decision Decide(IReadOnlyDictionary<Guid, Good.GoodModel> models) => Decision.Nothing;
            }
            """ },
        { "an unfinished parameter", """public partial record Bad(Good.GoodId Id) { [Decider] Decision Decide(Good.GoodModel""" },
        { "an unfinished method", """public partial record Bad(Good.GoodId Id) { [Decider]""" },
    };
}
