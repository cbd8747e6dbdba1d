using System.Collections.Immutable;
using System.Globalization;

namespace Opossum.Typed;

/// <summary>What a decision read: the answer of <see cref="OpossumStore.ExplainAsync"/>.</summary>
public sealed class DecisionExplanation
{
    internal DecisionExplanation(ImmutableArray<ExplainedModel> models, long head, long eventsRead, TimeSpan elapsed) =>
        (Models, Head, EventsRead, Elapsed) = (models, head, eventsRead, elapsed);

    /// <summary>The models of the command, in the order of its parameters.</summary>
    public ImmutableArray<ExplainedModel> Models { get; }

    /// <summary>The head of the snapshot that was read.</summary>
    public long Head { get; }

    /// <summary>How many events were read. One that several models fold counts once for each read that finds it.</summary>
    public long EventsRead { get; }

    /// <summary>How long it took to read and to fold.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>A line for the whole, and one for each model. It is for people, and may be worded otherwise in another version.</summary>
    public override string ToString() => string.Join(
        '\n',
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{EventsRead} events read up to position {Head} in {Elapsed.TotalMicroseconds:F0} µs"),
            .. Models.Select(static model => "  " + model),
        ]);
}

/// <summary>One model of a <see cref="DecisionExplanation"/>.</summary>
public sealed class ExplainedModel
{
    private ExplainedModel(in ModelPlace place)
    {
        (Name, Boundary) = (place.Item.Model.Name, place.Item.Query.ToString());
        (KeptTo, EventsKept, EventsFolded) = (place.BeganAfter, place.Events - place.NewEvents, place.NewEvents);
        CanBeKept = place.Item.MayBeKept;
        IsKept = place.Kept is not null;
    }

    /// <summary>The name of the model's type.</summary>
    public string Name { get; }

    /// <summary>The boundary, such as <c>course-defined|student-subscribed [course:…]</c>: without the values of the tags.</summary>
    public string Boundary { get; }

    /// <summary>
    /// The position of the state that an earlier decision had kept; 0 if there was none, and the model was folded from its first event.
    /// </summary>
    public long KeptTo { get; }

    /// <summary>How many events were in that state.</summary>
    public long EventsKept { get; }

    /// <summary>How many events were folded onto it.</summary>
    public long EventsFolded { get; }

    /// <summary>
    /// Whether the state of such a model can be kept at all. It can't if it holds what could be changed behind a copy, and for a model of
    /// the last event alone.
    /// </summary>
    public bool CanBeKept { get; }

    /// <summary>Whether the state is kept now.</summary>
    public bool IsKept { get; }

    /// <summary>Such as <c>Seats, of course-defined|student-subscribed [course:…]: 100000 events kept up to 100004, 1 folded</c>.</summary>
    public override string ToString()
    {
        var kept = KeptTo > 0 ? string.Create(CultureInfo.InvariantCulture, $"{EventsKept} events kept up to {KeptTo}, ") : "";
        var note = CanBeKept ? "" : "; its state can't be kept";
        return string.Create(CultureInfo.InvariantCulture, $"{Name}, of {Boundary}: {kept}{EventsFolded} folded{note}");
    }

    internal static ExplainedModel Of(ModelPlace place) => new(in place);
}
