using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Personal;

namespace Opossum.Typed;

/// <summary>The event types that a store knows: the generated <c>Model</c> of a class with <see cref="EventModelAttribute"/>.</summary>
public sealed class EventModel
{
    private readonly Dictionary<string, EventDescriptor> _names;            // as they were given; never changed

    private readonly FrozenDictionary<string, EventDescriptor> _byName;

    private readonly FrozenDictionary<string, EventDescriptor>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    private readonly ConcurrentDictionary<Type, string[]> _families = new();

    private readonly Lazy<ImmutableArray<RetaggedTag>> _tags;

    private EventModel(string name, IReadOnlyCollection<EventDescriptor> events, Dictionary<string, EventDescriptor> byName)
    {
        (Name, Events, _names) = (name, events, byName);
        _tags = new(() => TagsOf(events));
        _byName = byName.Append(new(SubjectErased.EventName, EventDescriptor.Of<SubjectErased>()))
            .ToFrozenDictionary(StringComparer.Ordinal);
        HiddenKeys = events.SelectMany(static e => e.Shape.HiddenTagKeys).ToFrozenSet(StringComparer.Ordinal);
        IsPersonal = events.Any(static e => e.Shape.IsPersonal);
        _bySpan = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The full name of the class that declares the model; for messages.</summary>
    public string Name { get; }

    /// <summary>The event types, in no particular order.</summary>
    public IReadOnlyCollection<EventDescriptor> Events { get; }

    /// <summary>
    /// The tags of old events that the contract of the events says stores are retagged for. Until a store is, queries and conditions by
    /// them miss events.
    /// </summary>
    public ImmutableArray<RetaggedTag> DemandedRetags { get; private init; } = [];

    /// <summary>Whether its events have members that are sealed by the keys of subjects.</summary>
    internal bool IsPersonal { get; }

    /// <summary>The keys of the tags that are hidden.</summary>
    internal FrozenSet<string> HiddenKeys { get; }

    /// <summary>What seals and opens personal members, in the model of a store that is open with keys; otherwise null.</summary>
    internal SubjectKeyRing? Keys { get; private init; }

    /// <summary>The same model in a store that has these keys.</summary>
    internal EventModel With(SubjectKeyRing? keys) => new(Name, Events, _names) { DemandedRetags = DemandedRetags, Keys = keys };

    /// <summary>The tags that its events have, in any version and under any name.</summary>
    internal ImmutableArray<RetaggedTag> Tags => _tags.Value;

    /// <summary>The event type that is stored under a name, be it an alias, or null.</summary>
    public EventDescriptor? Find(string eventName) => _byName.GetValueOrDefault(eventName);

    /// <summary>As <see cref="Find(string)"/>, without making a string of the name.</summary>
    internal EventDescriptor? Find(ReadOnlySpan<byte> utf8Name)
    {
        Span<char> name = stackalloc char[LogFormat.MaxTypeBytes];
        var length = Encoding.UTF8.GetChars(utf8Name, name);
        return _bySpan.TryGetValue(name[..length], out var found) ? found : null;
    }

    /// <summary>A name as text, without making a string of one that is known.</summary>
    internal string NameOf(ReadOnlySpan<byte> utf8Name) => Find(utf8Name)?.NameOf(utf8Name) ?? Encoding.UTF8.GetString(utf8Name);

    /// <summary>Encodes an event as the log stores it, for imports that give events ids, times or metadata of their own.</summary>
    /// <param name="e">The event.</param>
    /// <returns>A copy that may be kept and changed by <c>with</c>.</returns>
    /// <exception cref="ArgumentException">The event is not of the model, or derives from one that is.</exception>
    /// <exception cref="EventFormatException">It holds what can't be stored.</exception>
    public EventData ToEventData(IEvent e)
    {
        using var batch = EventBatch.Rent(metadata: null);
        batch.Add(e, this);
        return batch.Events[0].ToOwned();
    }

    /// <summary>Narrows a query to a family: to the event types of this model that are a <typeparamref name="TFamily"/>.</summary>
    /// <typeparam name="TFamily">
    /// An interface that extends <see cref="IEvent"/>, or one event type. <see cref="IEvent"/> itself is no family: it narrows nothing.
    /// </typeparam>
    /// <param name="query">An item without types gets those of the family; the types that an item names must all be of it.</param>
    /// <returns>What a read of the family reads, and hence what a condition on that read guards.</returns>
    /// <exception cref="ArgumentException">The query names a type that is not of the family, or no event type of the model is.</exception>
    /// <example>
    /// <code>
    /// var ofCourse = Courses.Model.Family&lt;ICourseEvent&gt;(Query.Tagged(course));
    /// var read = store.ReadAsync(ofCourse);
    /// await store.AppendAsync(new CourseRenamed(course, "Logic"), unless: ofCourse.After(read.Head));
    /// </code>
    /// </example>
    public Query Family<TFamily>(Query query) where TFamily : class, IEvent
    {
        ArgumentNullException.ThrowIfNull(query);
        return typeof(TFamily) == typeof(IEvent) ? query : EventFamily.Narrow(query, TypesOf(typeof(TFamily)), typeof(TFamily), Name);
    }

    /// <summary>The query, if its events are of this model.</summary>
    /// <exception cref="ArgumentException">
    /// They are not: reading would find nothing, or events of another type that has the name here.
    /// </exception>
    internal Query<TEvent> Checked<TEvent>(Query<TEvent> query) where TEvent : class, IEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(query);
        return Has(EventDescriptor.Of<TEvent>())
            ? query
            : throw new ArgumentException(NotOfThis(EventDescriptor.Of<TEvent>()), nameof(query));
    }

    /// <summary>Whether this very event type is of the model, and not another of its name.</summary>
    internal bool Has(EventDescriptor e) => ReferenceEquals(Find(e.Name), e);

    internal string NotOfThis(EventDescriptor e) =>
        $"The event '{e.Name}' ({e.ClrType}) is not of the model '{Name}'. Open the store with a model that has it: "
            + "that of the event's assembly, or one that includes it, [EventModel(typeof(…))].";

    /// <summary>A model of these event types and of those that other models have. For generated code.</summary>
    /// <exception cref="ArgumentException">
    /// Two event types share a name, and the message names both; or a name begins with <c>$</c>.
    /// </exception>
    public static EventModel Create(string name, ReadOnlySpan<EventDescriptor> events, params ReadOnlySpan<EventModel> includes)
    {
        var byName = new Dictionary<string, EventDescriptor>(events.Length, StringComparer.Ordinal);
        var all = new HashSet<EventDescriptor>(events.Length);
        foreach (var e in events) Add(e);
        foreach (var model in includes)
        {
            foreach (var e in model.Events) Add(e);
        }

        return new(name, [.. all], byName) { DemandedRetags = Demanded(includes) };

        void Add(EventDescriptor e)
        {
            if (!all.Add(e)) return;
            foreach (var each in e.Names)
            {
                if (each.StartsWith('$'))
                    throw new ArgumentException($"In the model '{name}' the name '{each}' of {Describe(e)} begins with '$', which marks "
                        + "events of the store itself. Give it another.");
                if (!byName.TryAdd(each, e)) throw new ArgumentException(Shared(name, each, byName[each], e));
            }
        }
    }

    /// <summary>The same model with tags that stores are retagged for. For generated code.</summary>
    public EventModel WithRetagged(params ReadOnlySpan<RetaggedTag> tags) =>
        new(Name, Events, _names) { Keys = Keys, DemandedRetags = [.. DemandedRetags.Concat([.. tags]).Distinct()] };

    private static ImmutableArray<RetaggedTag> TagsOf(IEnumerable<EventDescriptor> events)
    {
        var tags = ImmutableArray.CreateBuilder<RetaggedTag>();
        foreach (var e in events.OrderBy(static e => e.Name, StringComparer.Ordinal))
            foreach (var name in e.Names)
                for (var version = 1; version <= e.Shape.Version; version++)
                    foreach (var key in e.Shape.TagKeys) tags.Add(new(name, version, key));
        return tags.ToImmutable();
    }

    private static ImmutableArray<RetaggedTag> Demanded(ReadOnlySpan<EventModel> includes)
    {
        var demanded = new HashSet<RetaggedTag>();
        foreach (var model in includes) demanded.UnionWith(model.DemandedRetags);
        return [.. demanded];
    }

    /// <summary>The names of the family's event types, old ones too, in ordinal order.</summary>
    private string[] TypesOf(Type family) => _families.GetOrAdd(family, static (family, events) =>
        [.. events.Where(e => family.IsAssignableFrom(e.ClrType)).SelectMany(static e => e.Names).Order(StringComparer.Ordinal)], Events);

    private static string Shared(string model, string name, EventDescriptor first, EventDescriptor second) =>
        $"In the model '{model}' two event types share the name '{name}': {Describe(first)} and {Describe(second)}. "
            + "The log tells events apart by name: give one of them another.";

    private static string Describe(EventDescriptor e) => $"{e.ClrType} of {e.ClrType.Assembly.GetName().Name}";
}
