package dev.skydeck.messages.bus;

class BusClusteredTest extends BusContractTest {
    BusClusteredTest() {
        super(Nodes.Form.CLUSTERED);
    }
}
