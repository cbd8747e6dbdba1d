using Forwarder;
using Forwarder.Bus;
using Forwarder.Orders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Configuration["Opossum:RootPath"] ??= "data";
builder.Services.AddSingleton(BusOptions.From(builder.Configuration));
builder.Services.AddSingleton<RabbitBus>();
builder.Services
    .AddOpossum(OrderEvents.Model, builder.Configuration.GetSection("Opossum"))
    .AddConsumer<OrderForwarder>(static o =>
    {
        o.Parallelism = OrderForwarder.Parallelism;
        o.MaxAttempts = 0;                              // a broker that is away comes back
        o.LongestPause = TimeSpan.FromSeconds(2);
    });
builder.Services.AddHostedService<OrderDesk>();
await builder.Build().RunAsync();
