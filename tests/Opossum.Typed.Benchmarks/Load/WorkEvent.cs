namespace Opossum.Typed.Benchmarks.Load;

/// <summary>
/// An event as an application has it before any store sees it: each engine makes of it what it stores. Its two tags are its own order,
/// which no other event has, and a customer, whom it shares with others.
/// </summary>
internal readonly record struct WorkEvent(string Type, OrderId Order, CustomerId Customer, byte[] Payload);

/// <summary>Unique to one event.</summary>
[Tag("order")]
internal readonly partial record struct OrderId(long Value);

/// <summary>One of a thousand.</summary>
[Tag("customer")]
internal readonly partial record struct CustomerId(int Value);
