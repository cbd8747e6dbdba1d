using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>
/// A type that is an <c>IEvent</c> by its base list alone. The compiler must accept it: it runs no rule, and so gives no reason, if a
/// declaration has an error.
/// </summary>
public class UndeclaredEventTests
{
    [Theory]
    [InlineData("public record Placed(int Number) : IEvent;")]
    [InlineData("public interface IOrderEvent : IEvent { int Number { get; } } public record Placed(int Number) : IOrderEvent;")]
    [InlineData("public abstract record OrderEvent : IEvent; public record Placed(int Number) : OrderEvent;")]
    [InlineData("""[Event("placed")] public record Placed(int Number) : IEvent;""")]
    [InlineData("""[Event("placed")] public partial record Placed(object Number) : IEvent;""")]
    [InlineData("""[Event("placed")] public abstract partial record Placed(int Number) : IEvent;""")]
    [InlineData("""[Event("placed")] public partial class Placed : IEvent;""")]
    [InlineData("""
        public partial class Outer<T>
        {
            [Event("placed")] public partial record Placed(int Number) : IEvent;
        }
        """)]
    public void The_compiler_gets_as_far_as_the_rules(string source) => Assert.Empty(Generation.Of(source).Complaints);

    [Fact]
    public async Task Where_the_rule_is_switched_off_an_append_is_refused_with_the_way_out()
    {
        var source = """
            [EventModel] public static partial class Events;
            public record Placed(int Number) : IEvent { public static IEvent Make() => new Placed(1); }
            """;
        var program = System.Reflection.Assembly.Load(Library.Image(Generation.Of(source)));
        var model = (EventModel)program.GetType("Events")!.GetProperty("Model")!.GetValue(null)!;
        var made = (IEvent)program.GetType("Placed")!.GetMethod("Make")!.Invoke(null, null)!;
        await using var store = OpossumStore.OpenInMemory(model);
        var refused = await Assert.ThrowsAsync<ArgumentException>(async () => await store.AppendAsync(made));
        Assert.Equal("'Placed' has no codec, so it can't be appended. An event is a partial record with [Event].", refused.Message);
    }
}
