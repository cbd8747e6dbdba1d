using Examples.CourseSubscriptions;

namespace Examples.Aggregate;

// Who has aggregates keeps them: an aggregate is a boundary too, the events with one tag. It is loaded from them, and saved under the
// condition that no other came. The events are those of the course subscriptions; what one style writes, the other reads.

public sealed class CourseAggregate
{
    private readonly List<IEvent> _pending = [];

    public CourseAggregate(CourseId id, int capacity)
    {
        Id = id;
        Record(new CourseDefined(id, capacity));
    }

    internal CourseAggregate(CourseId id) => Id = id;

    public CourseId Id { get; }

    public int Capacity { get; private set; }

    public int Subscriptions { get; private set; }

    /// <summary>Up to where it was loaded; 0 for a new one.</summary>
    public long Version { get; internal set; }

    public IReadOnlyList<IEvent> Pending => _pending;

    public void ChangeCapacity(int capacity)
    {
        if (capacity == Capacity) throw new InvalidOperationException($"New capacity {capacity} is the same as the current capacity");
        if (capacity < Subscriptions) throw new InvalidOperationException($"Course \"{Id}\" has {Subscriptions} subscriptions");
        Record(new CourseCapacityChanged(Id, capacity));
    }

    public void Subscribe(StudentId student)
    {
        if (Subscriptions >= Capacity) throw new InvalidOperationException($"Course \"{Id}\" is already fully booked");
        Record(new StudentSubscribedToCourse(student, Id));
    }

    internal void Apply(IEvent @event)
    {
        switch (@event)
        {
            case CourseDefined e: Capacity = e.Capacity; break;
            case CourseCapacityChanged e: Capacity = e.Capacity; break;
            case StudentSubscribedToCourse: Subscriptions++; break;
            default: break;
        }
    }

    internal void Saved(long version)
    {
        _pending.Clear();
        Version = version;
    }

    private void Record(IEvent @event)
    {
        Apply(@event);
        _pending.Add(@event);
    }
}

public sealed class CourseRepository(OpossumStore store)
{
    /// <returns>Null when there is no such course.</returns>
    public async Task<CourseAggregate?> LoadAsync(CourseId id)
    {
        var events = store.ReadAsync(Query.Tagged(id));
        var course = new CourseAggregate(id) { Version = events.Head };
        var any = false;
        await foreach (var e in events)
        {
            course.Apply(e.Event);
            any = true;
        }

        return any ? course : null;
    }

    /// <summary>Appends what the aggregate has recorded.</summary>
    /// <exception cref="AppendConditionFailedException">Somebody else has changed it since it was loaded.</exception>
    public async Task SaveAsync(CourseAggregate course)
    {
        if (course.Pending.Count == 0) return;
        var appended = await store.AppendAsync(course.Pending, unless: Query.Tagged(course.Id).After(course.Version));
        course.Saved(appended.Last);
    }
}

public static class Example
{
    public static async Task TellAsync(Story story)
    {
        var courses = new CourseRepository(story.Store);
        await courses.SaveAsync(new(new("c1"), capacity: 10));
        var (mine, yours) = ((await courses.LoadAsync(new("c1")))!, (await courses.LoadAsync(new("c1")))!);
        mine.ChangeCapacity(15);
        yours.Subscribe(new("s1"));
        await courses.SaveAsync(mine);
        Story.Say("mine is saved", $"capacity {mine.Capacity}");
        try
        {
            await courses.SaveAsync(yours);
        }
        catch (AppendConditionFailedException e)
        {
            Story.Say("yours was loaded before that", $"conflict with position {e.Conflict.Position}");
        }
    }
}
