using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>The tags that a model gives its events: each is decoded, and its codec of today writes its tags.</summary>
internal sealed class ModelTagSource : TagSource
{
    private readonly EventModel _model;

    public ModelTagSource(EventModel model)
    {
        _model = model;
        Covers = model.Tags;
        Identity = string.Join('\n', Covers);
    }

    public override string Identity { get; }

    public override ImmutableArray<RetaggedTag> Covers { get; }

    public override void Read(in EventView e, TagCollector tags)
    {
        // What is not of the model, the model demands no tags of.
        if (_model.Find(e.Type) is not { Shape.TagKeys.IsEmpty: false } descriptor) return;
        IEvent decoded;
        try
        {
            decoded = EventDecoding.Decode(e, descriptor, _model.Keys);
        }
        catch (EventFormatException error)
        {
            tags.Fail(RetagProblemKind.Undecodable, error.Problem);
            return;
        }

        try
        {
            var writer = new TagWriter(tags.Tags, descriptor.Name, _model.Keys);
            descriptor.WriteTags(decoded, ref writer);
        }
        catch (EventFormatException error)
        {
            tags.Fail(RetagProblemKind.InvalidTag, error.Problem);
        }
    }
}
