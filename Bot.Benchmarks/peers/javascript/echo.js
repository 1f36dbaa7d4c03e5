// The old SDK's echo bot: CloudAdapter, state in memory with a turn counter, authentication off (no app id).
// Node's own HTTP server stands in for restify, which is slower.
const http = require('http');
const { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication, ConversationState, MemoryStorage } = require('botbuilder');

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
adapter.onTurnError = async (context, error) => console.error(error);
const state = new ConversationState(new MemoryStorage());
const counter = state.createProperty('turns');

class EchoBot extends ActivityHandler {
    constructor() {
        super();
        this.onMessage(async (context, next) => {
            const turns = (await counter.get(context, 0)) + 1;
            await counter.set(context, turns);
            await context.sendActivity(`${turns}: ${context.activity.text}`);
            await next();
        });
    }

    async run(context) {
        await super.run(context);
        await state.saveChanges(context, false);
    }
}

const bot = new EchoBot();
const port = Number(process.argv[2]);
http.createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
        if (request.url !== '/api/messages') {
            response.writeHead(200).end();
            return;
        }

        request.body = JSON.parse(Buffer.concat(chunks).toString());
        response.status = (code) => { response.statusCode = code; return response; };
        response.header = (name, value) => { response.setHeader(name, value); return response; };
        response.send = (body) => { response.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)); return response; };
        adapter.process(request, response, (context) => bot.run(context)).catch((error) => {
            console.error(error);
            if (!response.writableEnded) response.writeHead(500).end();
        });
    });
}).listen(port, '127.0.0.1', () => console.log('ready'));
