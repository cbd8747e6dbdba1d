using Examples;

(string Name, string Shows, Func<Story, Task> Tell)[] examples =
[
    ("course-subscriptions", "one decision over a course, a student and the pair of them", Examples.CourseSubscriptions.Example.TellAsync),
    ("unique-username", "a name that only one account has, and that rests for three days once it is free",
        Examples.UniqueUsername.Example.TellAsync),
    ("invoice-number", "numbers without a gap, from the newest event alone", Examples.InvoiceNumber.Example.TellAsync),
    ("opt-in-token", "a boundary of two tags, and a token that expires", Examples.OptInToken.Example.TellAsync),
    ("prevent-record-duplication", "a form sent twice is one order", Examples.RecordDuplication.Example.TellAsync),
    ("dynamic-product-price", "as many boundaries as the cart has products, and a price that was right a moment ago",
        Examples.ProductPrice.Example.TellAsync),
    ("event-sourced-aggregate", "an aggregate, loaded and saved by a repository over a boundary", Examples.Aggregate.Example.TellAsync),
];

if (args is [])
{
    Console.WriteLine("The examples of dcb.events. Tell one, or all:  dotnet run --project samples/Examples -- NAME");
    foreach (var (name, shows, _) in examples) Console.WriteLine($"  {name,-28} {shows}");
    Console.WriteLine($"  {"all",-28} one after the other");
    return 0;
}

var chosen = args is ["all"] ? examples : [.. examples.Where(example => args.Contains(example.Name))];
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"There is no example '{args[0]}'; without arguments, all are listed.");
    return 1;
}

foreach (var (name, _, tell) in chosen)
{
    Console.WriteLine(name);
    var clock = new StoryClock();
    await using var store = OpossumStore.OpenInMemory(ExampleEvents.Model, new() { TimeProvider = clock });
    await tell(new(store, clock));
}

return 0;
