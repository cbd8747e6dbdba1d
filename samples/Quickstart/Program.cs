using System.Diagnostics;
using Opossum.Typed;
using Quickstart;

var started = Stopwatch.GetTimestamp();
const string Path = "./data/quickstart", Email = "ada@example.org";
var (course, ada) = (CourseId.New(), StudentId.New());

await using (var store = await OpossumStore.OpenAsync(Path, Courses.Model))     // flushes before it acknowledges, by default
{
    Console.WriteLine($"Opened {Path}: {store.Head} events from earlier runs.");

    var defined = await store.AppendAsync(new CourseDefined(course, "Analytical engines", Capacity: 30), unless: CourseDefined.For(course));
    var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    Console.WriteLine($"Defined a course at position {defined.First}, on disk {took:F1} ms after the start.");

    try
    {
        await store.AppendAsync(new CourseDefined(course, "The same, again", Capacity: 10), unless: CourseDefined.For(course));
    }
    catch (AppendConditionFailedException refused)
    {
        Console.WriteLine($"Defining it again was refused: position {refused.Conflict.Position} has it already.");
    }

    // An address is taken whenever it was: the condition has no position. From the second run on Ada is registered, under the id that she
    // got in the first.
    var registered = await store.TryAppendAsync(
        new StudentRegistered(ada, "Ada Lovelace", Email), unless: StudentRegistered.ForEmail(Email));
    if (!registered.IsAppended) ada = (await store.ReadAsync(StudentRegistered.ForEmail(Email)).FirstAsync()).Event.Student;
    Console.WriteLine(registered.IsAppended ? $"Registered {Email}." : $"{Email} was registered by an earlier run.");

    // Reads what the decider asks for, decides, and appends under the condition that nothing of it has changed; where it has, decides
    // again.
    var outcome = await store.DecideAsync(new Subscribe(course, ada));
    Console.WriteLine($"Ada subscribes: {outcome}. Once more: {await store.DecideAsync(new Subscribe(course, ada))}.");
}

await using (var store = await OpossumStore.OpenAsync(Path, Courses.Model))
{
    Console.WriteLine($"Closed and reopened: {store.Head} events. Of this course:");
    await foreach (var e in store.ReadAsync(CourseDefined.For(course) | StudentSubscribed.For(course)))
        Console.WriteLine($"  {e.Position}: " + e.Event switch
        {
            CourseDefined d => $"defined '{d.Title}' with {d.Capacity} seats",
            StudentSubscribed s => $"student {s.Student} subscribed",
            _ => "another event",
        });

    await foreach (var e in store.ReadAsync(StudentSubscribed.For(course) & StudentSubscribed.For(ada), limit: 1, backward: true))
        Console.WriteLine($"Ada's subscription is at position {e.Position}, recorded {e.Metadata.RecordedAt:u}.");
}
