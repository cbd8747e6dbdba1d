using System.Collections.Immutable;
using CsCheck;

namespace Opossum.Typed.Testing;

/// <summary>
/// Generators for the events of a model, of CsCheck, that property tests make histories with. It holds them to the model: an event type
/// that has none is an error, and not a case that no test ever sees.
/// </summary>
/// <example>
/// <code>
/// private static readonly Gen&lt;CourseId&gt; Course = Gen.Int[1, 3].Select(n =&gt; new CourseId(n));
///
/// private static readonly Gen&lt;IEvent[]&gt; Histories = EventGenerators.OfDecision&lt;Seats&gt;()
///     .Add(Gen.Select(Course, Gen.Int[0, 30], (course, capacity) =&gt; new CourseDefined(course, capacity)))
///     .Add(Gen.Select(Course, Student, (course, student) =&gt; new StudentSubscribed(course, student)))
///     .Histories(most: 20);
///
/// [Fact]
/// public void No_course_is_overbooked() =&gt; Histories.Sample(history =&gt; …);
/// </code>
/// </example>
public sealed class EventGenerators
{
    private readonly string _of;
    private readonly ImmutableArray<EventDescriptor> _types;
    private readonly ImmutableDictionary<EventDescriptor, Gen<IEvent>> _generators;

    private EventGenerators(
        string of, ImmutableArray<EventDescriptor> types, ImmutableDictionary<EventDescriptor, Gen<IEvent>> generators) =>
        (_of, _types, _generators) = (of, types, generators);

    /// <summary>For all event types of a model.</summary>
    public static EventGenerators Of(EventModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(
            $"the model '{model.Name}'", [.. model.Events.OrderBy(static e => e.Name, StringComparer.Ordinal)],
            ImmutableDictionary<EventDescriptor, Gen<IEvent>>.Empty);
    }

    /// <summary>For the event types that a decision model has handlers for.</summary>
    /// <typeparam name="TModel">A type with <see cref="DecisionModelAttribute"/>.</typeparam>
    public static EventGenerators OfDecision<TModel>() where TModel : CompilerServices.IDecisionModel<TModel> =>
        new($"the decision model '{typeof(TModel)}'", TModel.Shape.Events, ImmutableDictionary<EventDescriptor, Gen<IEvent>>.Empty);

    /// <summary>The generator of one event type; a later one takes the place of an earlier one.</summary>
    /// <exception cref="ArgumentException">The event type is not of the model.</exception>
    public EventGenerators Add<TEvent>(Gen<TEvent> generator) where TEvent : class, IEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(generator);
        var type = EventDescriptor.Of<TEvent>();
        if (!_types.Contains(type))
            throw new ArgumentException($"The event '{type.Name}' ({type.ClrType}) is not of {_of}.", nameof(generator));
        return new(_of, _types, _generators.SetItem(type, generator.Select(static IEvent (e) => e)));
    }

    /// <summary>One event, of any of the types with the same probability.</summary>
    /// <exception cref="InvalidOperationException">An event type has no generator; the message names it.</exception>
    public Gen<IEvent> Any()
    {
        var missing = _types.Where(type => !_generators.ContainsKey(type)).Select(static type => type.Name).ToArray();
        if (missing.Length > 0)
            throw new InvalidOperationException(
                $"These events of {_of} have no generator: {string.Join(", ", missing)}. Add one for each.");
        return Gen.OneOf([.. _types.Select(type => _generators[type])]);
    }

    /// <summary>Events in a row.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="least">How many at least.</param>
    /// <inheritdoc cref="Any"/>
    public Gen<IEvent[]> Histories(int most, int least = 0) => Any().Array[least, most];
}
