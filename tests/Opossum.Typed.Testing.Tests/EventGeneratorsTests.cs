using CsCheck;
using Examples;
using Examples.CourseSubscriptions;
using Examples.InvoiceNumber;

namespace Opossum.Typed.Testing.Tests;

/// <summary>Histories for property tests, complete by the model.</summary>
public class EventGeneratorsTests
{
    private static readonly Gen<CourseId> Course = Gen.Int[1, 3].Select(static n => new CourseId($"c{n}"));
    private static readonly Gen<CourseDefined> Defined = Gen.Select(
        Course, Gen.Int[0, 30], static (course, capacity) => new CourseDefined(course, capacity));
    private static readonly Gen<CourseCapacityChanged> Changed = Gen.Select(
        Course, Gen.Int[0, 30], static (course, capacity) => new CourseCapacityChanged(course, capacity));

    [Fact]
    public void Histories_have_every_event_type_of_a_decision_model_and_no_more_than_asked_for()
    {
        var types = new HashSet<Type>();
        EventGenerators.OfDecision<Capacity>().Add(Defined).Add(Changed).Histories(most: 6, least: 2).ForAll(history =>
        {
            Assert.InRange(history.Length, 2, 6);
            types.UnionWith(history.Select(static e => e.GetType()));
        }, count: 100);
        Assert.Equal([typeof(CourseDefined), typeof(CourseCapacityChanged)], types.OrderByDescending(static type => type.Name));
    }

    [Fact]
    public void An_event_type_without_a_generator_is_named()
    {
        var ofDecision = Assert.Throws<InvalidOperationException>(() => EventGenerators.OfDecision<Capacity>().Add(Defined).Histories(5));
        Assert.Equal("These events of the decision model 'Examples.CourseSubscriptions.Capacity' have no generator: "
            + "course-capacity-changed. Add one for each.", ofDecision.Message);
        var ofModel = Assert.Throws<InvalidOperationException>(() => EventGenerators.Of(ExampleEvents.Model).Add(Defined).Any());
        Assert.StartsWith(
            "These events of the model 'Examples.ExampleEvents' have no generator: account-closed, account-registered, ", ofModel.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_is_not_of_the_model_is_refused()
    {
        var invoices = Gen.Int.Select(static n => new InvoiceCreated(new(n), "c", n));
        var error = Assert.Throws<ArgumentException>(() => EventGenerators.OfDecision<Capacity>().Add(invoices));
        Assert.StartsWith("The event 'invoice-created' (Examples.InvoiceNumber.InvoiceCreated) is not of the decision model "
            + "'Examples.CourseSubscriptions.Capacity'.", error.Message, StringComparison.Ordinal);
    }
}
